// Operators along axes whose length is only known when the model runs.
#include "running.hpp"

using namespace mllab;
using namespace mllab::onnx_writer;
using mllab::testing::check_close;
using mllab::testing::counted;

TEST_CASE("a memory of fixed length takes in what is new and drops what is oldest") {
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

TEST_CASE("a part that is not as long as promised is refused when the model runs") {
    GraphBuilder g("short");
    const Value x = g.input("x", DType::float32, {2, dynamic("T")});
    g.output("last", g.slice(x, 1, -3, std::nullopt, 3));
    CHECK_NOTHROW(testing::run(g, {{"x", core::Tensor({2, 4}, counted(8))}}));
    CHECK_THROWS_AS(testing::run(g, {{"x", core::Tensor({2, 2}, counted(4))}}), inference::ModelError);
}

TEST_CASE("triangles keep what is on a diagonal and above it, or below it") {
    GraphBuilder g("triangles");
    const Value x = g.input("x", DType::float32, {dynamic("N"), dynamic("T"), dynamic("S")});
    g.output("upper", g.upper_triangle(x, g.whole_scalar(1)));
    g.output("lower", g.lower_triangle(x, g.length(x, 1)));
    const auto answers = testing::run(g, {{"x", core::Tensor({1, 2, 4}, std::vector<float>{1, 2, 3, 4, 5, 6, 7, 8})}});
    check_close(answers.tensor("upper"), {1, 2, 4}, {0, 2, 3, 4, 0, 0, 7, 8});
    check_close(answers.tensor("lower"), {1, 2, 4}, {1, 2, 3, 0, 5, 6, 7, 8});
}

TEST_CASE("numbers are added where an index says, several at one place, too") {
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

TEST_CASE("roots and logarithms") {
    GraphBuilder g("functions");
    const Value x = g.input("x", DType::float32, {3});
    g.output("root", g.sqrt(x));
    g.output("log", g.log(x));
    const auto answers = testing::run(g, {{"x", core::Tensor({3}, std::vector<float>{1, 4, 0.25F})}});
    check_close(answers.tensor("root"), {3}, {1, 2, 0.5F});
    check_close(answers.tensor("log"), {3}, {0, std::log(4.0F), std::log(0.25F)});
}

TEST_CASE("what makes no sense along an unknown length is refused at once") {
    GraphBuilder g("refused");
    const Value fixed = g.input("fixed", DType::float32, {2, 3});
    const Value open = g.input("open", DType::float32, {2, dynamic("T")});
    const Value other = g.input("other", DType::float32, {4, dynamic("T")});
    const Value whole = g.input("whole", DType::int64, {2, dynamic("T")});
    CHECK_THROWS_AS(g.concat({}, 0, dynamic("X")), GraphError);
    CHECK_THROWS_AS(g.concat({fixed, fixed}, 1, dynamic("X")), GraphError);
    CHECK_THROWS_AS(g.concat({fixed, open}, 1, Dim(7)), GraphError);
    CHECK_THROWS_AS(g.concat({fixed, other}, 1, dynamic("X")), GraphError);
    CHECK_THROWS_AS(g.concat({fixed, whole}, 1, dynamic("X")), GraphError);
    CHECK_THROWS_AS(g.slice(fixed, 1, 0, 1, Dim(1)), GraphError);
    CHECK_THROWS_AS(g.slice(open, 2, 0, 1, Dim(1)), GraphError);
    CHECK_THROWS_AS(g.upper_triangle(whole, g.whole_scalar(0)), GraphError);
    CHECK_THROWS_AS(g.lower_triangle(g.input("row", DType::float32, {3}), g.whole_scalar(0)), GraphError);
    CHECK_THROWS_AS(g.lower_triangle(open, g.scalar(0)), GraphError);
    CHECK_THROWS_AS(g.upper_triangle(open, whole), GraphError);
    CHECK_THROWS_AS(g.length(open, 2), GraphError);
    CHECK_THROWS_AS(g.scatter_add(open, fixed, fixed, 1), GraphError);
    CHECK_THROWS_AS(g.scatter_add(fixed, whole, other, 1), GraphError);
    CHECK_THROWS_AS(g.scatter_add(fixed, whole, open, 0), GraphError);
    CHECK(g.scatter_add(fixed, whole, open, 1).dims() == Dims{2, 3});
}
