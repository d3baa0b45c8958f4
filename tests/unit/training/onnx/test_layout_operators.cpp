#include "running.hpp"

using namespace mllab;
using namespace mllab::onnx_writer;
using mllab::testing::check_close;
using mllab::testing::counted;

TEST_CASE("reshaping keeps the order of the numbers and the dynamic axis") {
    GraphBuilder g("reshape");
    const Value x = g.input("x", DType::float32, {dynamic("N"), 2, 3});
    g.output("flat", g.flatten(x));
    g.output("split", g.reshape(x, {dynamic("N"), 3, 1, 2}));
    g.output("moved", g.reshape(x, {6, dynamic("N")}));
    const auto answers = testing::run(g, {{"x", core::Tensor({2, 2, 3}, counted(12))}});
    check_close(answers.tensor("flat"), {2, 6}, counted(12));
    check_close(answers.tensor("split"), {2, 3, 1, 2}, counted(12));
    check_close(answers.tensor("moved"), {6, 2}, counted(12));
}

TEST_CASE("parts are joined, cut out and picked along an axis") {
    GraphBuilder g("parts");
    const Value x = g.input("x", DType::float32, {dynamic("N"), 4});
    g.output("joined", g.concat({x, g.slice(x, 1, 1, 3)}, -1));
    g.output("last", g.slice(x, -1, -1, 4));
    g.output("even", g.slice(x, 1, 0, 4, 2));
    const Value tokens = g.input("tokens", DType::int64, {dynamic("N"), 2});
    g.output("embedded", g.gather(g.weight("table", counted(6), {3, 2}, Storage::float32()), tokens));
    g.output("columns", g.gather(x, g.constant(std::vector<std::int64_t>{3, 0}, {2}), 1));
    const auto answers = testing::run(g, {{"x", core::Tensor({2, 4}, counted(8))},
                                          {"tokens", core::Tensor({2, 2}, std::vector<std::int64_t>{2, 0, 1, 1})}});
    check_close(answers.tensor("joined"), {2, 6}, {0, 1, 2, 3, 1, 2, 4, 5, 6, 7, 5, 6});
    check_close(answers.tensor("last"), {2, 1}, {3, 7});
    check_close(answers.tensor("even"), {2, 2}, {0, 2, 4, 6});
    check_close(answers.tensor("embedded"), {2, 2, 2}, {4, 5, 0, 1, 2, 3, 2, 3});
    check_close(answers.tensor("columns"), {2, 2}, {3, 0, 7, 4});
}

TEST_CASE("axes are exchanged, dropped and added") {
    GraphBuilder g("axes");
    const Value x = g.input("x", DType::float32, {dynamic("N"), 1, 3, 2});
    g.output("transposed", g.transpose(x, {3, 0, 2, 1}));
    g.output("squeezed", g.squeeze(x, {1}));
    g.output("unsqueezed", g.unsqueeze(x, {0, -1}));
    const auto answers = testing::run(g, {{"x", core::Tensor({2, 1, 3, 2}, counted(12))}});
    check_close(answers.tensor("transposed"), {2, 2, 3, 1}, {0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11});
    check_close(answers.tensor("squeezed"), {2, 3, 2}, counted(12));
    check_close(answers.tensor("unsqueezed"), {1, 2, 1, 3, 2, 1}, counted(12));
}

TEST_CASE("casts round to zero and count true as one; inputs and outputs may be copied through") {
    GraphBuilder g("casts");
    const Value x = g.input("x", DType::float32, {4});
    g.output("whole", g.cast(x, DType::int64));
    g.output("small", g.cast(x, DType::int32));
    g.output("positive", g.cast(g.greater(x, g.scalar(0)), DType::uint8));
    g.output("same", x);
    const Value doubled = g.output("doubled", g.add(x, x));
    g.output("doubled_again", doubled);
    const auto answers = testing::run(g, {{"x", core::Tensor({4}, std::vector<float>{-1.5F, 0, 2.75F, 1000})}});
    CHECK(answers.tensor("whole").as<std::int64_t>() == std::vector<std::int64_t>{-1, 0, 2, 1000});
    CHECK(answers.tensor("small").as<std::int32_t>() == std::vector<std::int32_t>{-1, 0, 2, 1000});
    CHECK(answers.tensor("positive").as<std::uint8_t>() == std::vector<std::uint8_t>{0, 0, 1, 1});
    check_close(answers.tensor("same"), {4}, {-1.5F, 0, 2.75F, 1000});
    check_close(answers.tensor("doubled"), {4}, {-3, 0, 5.5F, 2000});
    check_close(answers.tensor("doubled_again"), {4}, {-3, 0, 5.5F, 2000});
}
