#include "training/onnx/running.hpp"

using namespace mllab;
using namespace mllab::onnx_writer;
using mllab::testing::check_close;

TEST_CASE("softmax, sums, means and the largest run along the axis that they are given") {
    const std::vector<float> x{1, 3, 2, 0, 0, 5, -1, 2, 2, 7, 7, 1};  // [2, 3, 2]
    GraphBuilder g("reductions");
    const Value input = g.input("x", DType::float32, {dynamic("N"), 3, 2});
    g.output("softmax", g.softmax(input, 1));
    g.output("sum", g.reduce_sum(input, {1}));
    g.output("mean", g.reduce_mean(input, {-2, 2}, true));
    g.output("best", g.arg_max(input, -1));
    g.output("best_kept", g.arg_max(input, 1, true));
    const auto answers = testing::run(g, {{"x", core::Tensor({2, 3, 2}, x)}});
    std::vector<float> softmax(12);
    std::vector<float> sums;
    for (std::size_t n = 0; n < 2; ++n)
        for (std::size_t j = 0; j < 2; ++j) {
            double total = 0;
            double exponentials = 0;
            for (std::size_t i = 0; i < 3; ++i) {
                total += x[n * 6 + i * 2 + j];
                exponentials += std::exp(static_cast<double>(x[n * 6 + i * 2 + j]));
            }
            sums.push_back(static_cast<float>(total));
            for (std::size_t i = 0; i < 3; ++i)
                softmax[n * 6 + i * 2 + j] =
                    static_cast<float>(std::exp(static_cast<double>(x[n * 6 + i * 2 + j])) / exponentials);
        }
    check_close(answers.tensor("softmax"), {2, 3, 2}, softmax);
    check_close(answers.tensor("sum"), {2, 2}, sums);
    check_close(answers.tensor("mean"), {2, 1, 1}, {11.0F / 6, 3});
    CHECK(answers.tensor("best").shape == core::Shape{2, 3});
    CHECK(answers.tensor("best").as<std::int64_t>() == std::vector<std::int64_t>{1, 0, 1, 1, 1, 0});
    CHECK(answers.tensor("best_kept").shape == core::Shape{2, 1, 2});
    CHECK(answers.tensor("best_kept").as<std::int64_t>() == std::vector<std::int64_t>{1, 2, 2, 1});
}
