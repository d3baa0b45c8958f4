#include "training/onnx/running.hpp"

using namespace mllab;
using namespace mllab::onnx_writer;
using mllab::testing::check_close;
using mllab::testing::counted;

TEST_CASE("Reshape and Flatten keep the order of the numbers and the dynamic axis") {
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

TEST_CASE("Transpose, Squeeze and Unsqueeze exchange, drop and add axes") {
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
