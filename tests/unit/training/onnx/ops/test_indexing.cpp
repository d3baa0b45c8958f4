#include "training/onnx/running.hpp"

using namespace mllab;
using namespace mllab::onnx_writer;
using mllab::testing::check_close;
using mllab::testing::counted;

TEST_CASE("Concat, Slice and Gather join, cut out and pick along an axis") {
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

TEST_CASE("Concat and Slice along a dynamic axis keep a window of fixed length over a sequence") {
    GraphBuilder g("memory");
    const Value memory = g.input("memory", DType::float32, {dynamic("N"), 3});
    const Value x = g.input("x", DType::float32, {dynamic("N"), dynamic("T")});
    const Value all = g.concat({memory, x}, 1, dynamic("K_T"));
    g.output("all", all);
    g.output("next", g.slice(all, 1, -3, std::nullopt, 3));
    g.output("but_the_last", g.slice(all, 1, 0, -1, dynamic("K")));
    for (const std::size_t length : {1U, 2U, 5U}) {
        INFO(length);
        const auto t = static_cast<std::int64_t>(length);
        const auto answers = testing::run(g, {{"memory", core::Tensor({1, 3}, counted(3))},
                                              {"x", core::Tensor({1, t}, std::vector<float>(length, 9))}});
        std::vector<float> expected = counted(3);
        expected.resize(3 + length, 9);
        check_close(answers.tensor("all"), {1, 3 + t}, expected);
        check_close(answers.tensor("next"), {1, 3}, {expected.end() - 3, expected.end()});
        check_close(answers.tensor("but_the_last"), {1, 2 + t}, {expected.begin(), expected.end() - 1});
    }
}

TEST_CASE("Slice along a dynamic axis to a fixed length is refused by the runtime where the value is too short") {
    GraphBuilder g("short");
    const Value x = g.input("x", DType::float32, {2, dynamic("T")});
    g.output("last", g.slice(x, 1, -3, std::nullopt, 3));
    CHECK_NOTHROW(testing::run(g, {{"x", core::Tensor({2, 4}, counted(8))}}));
    CHECK_THROWS_AS(testing::run(g, {{"x", core::Tensor({2, 2}, counted(4))}}), inference::ModelError);
}

TEST_CASE("ScatterElements adds where an index says, several at one place, too") {
    GraphBuilder g("scatter");
    const Value data = g.input("data", DType::float32, {dynamic("N"), 4});
    const Value which = g.input("which", DType::int64, {dynamic("N"), dynamic("K")});
    const Value shares = g.input("shares", DType::float32, {dynamic("N"), dynamic("K")});
    g.output("sums", g.scatter_add(data, which, shares, 1));
    const auto answers =
        testing::run(g, {{"data", core::Tensor({2, 4}, counted(8))},
                         {"which", core::Tensor({2, 3}, std::vector<std::int64_t>{1, 1, 3, 0, 2, 2})},
                         {"shares", core::Tensor({2, 3}, std::vector<float>{0.5F, 0.25F, 1, 10, 20, 30})}});
    check_close(answers.tensor("sums"), {2, 4}, {0, 1.75F, 2, 4, 14, 5, 56, 7});
}

TEST_CASE("Trilu keeps what is on a diagonal and above it, or below it") {
    GraphBuilder g("triangles");
    const Value x = g.input("x", DType::float32, {dynamic("N"), dynamic("T"), dynamic("S")});
    g.output("upper", g.upper_triangle(x, g.whole_scalar(1)));
    g.output("lower", g.lower_triangle(x, g.length(x, 1)));
    const auto answers = testing::run(g, {{"x", core::Tensor({1, 2, 4}, std::vector<float>{1, 2, 3, 4, 5, 6, 7, 8})}});
    check_close(answers.tensor("upper"), {1, 2, 4}, {0, 2, 3, 4, 0, 0, 7, 8});
    check_close(answers.tensor("lower"), {1, 2, 4}, {1, 2, 3, 0, 5, 6, 7, 8});
}
