#include "training/onnx/running.hpp"

using namespace mllab;
using namespace mllab::onnx_writer;
using mllab::testing::check_close;
using mllab::testing::random_numbers;

namespace {

// [m, k] times [k, n], given how to find an element of each.
template <typename A, typename B>
std::vector<float> product(std::size_t m, std::size_t k, std::size_t n, A a, B b) {
    std::vector<float> result;
    for (std::size_t i = 0; i < m; ++i)
        for (std::size_t j = 0; j < n; ++j) {
            double sum = 0;
            for (std::size_t l = 0; l < k; ++l) sum += static_cast<double>(a(i, l)) * b(l, j);
            result.push_back(static_cast<float>(sum));
        }
    return result;
}

}  // namespace

TEST_CASE("a linear layer is x times the transposed weight plus bias, whatever the weight is stored as") {
    const auto storage = GENERATE(Storage::float32(), Storage::float16(), Storage::int8_per_channel());
    core::Random random(5);
    const auto x = random_numbers(random, std::size_t{4} * 7);
    const auto w = random_numbers(random, std::size_t{3} * 7);
    const auto b = random_numbers(random, 3);
    GraphBuilder g("linear");
    const Value input = g.input("x", DType::float32, {dynamic("N"), 7});
    const Value weight = g.weight("weight", w, {3, 7}, storage);
    g.output("y", g.linear(input, weight, g.weight("bias", b, {3}, Storage::float16())));
    const auto stored = stored_values(w, {3, 7}, storage);
    auto expected = product(
        4, 7, 3, [&](auto i, auto l) { return x[i * 7 + l]; }, [&](auto l, auto j) { return stored[j * 7 + l]; });
    const auto stored_bias = stored_values(b, {3}, Storage::float16());
    for (std::size_t i = 0; i < expected.size(); ++i) expected[i] += stored_bias[i % 3];
    check_close(testing::run(g, {{"x", core::Tensor({4, 7}, x)}}).tensor("y"), {4, 3}, expected);
}

TEST_CASE("Gemm transposes what it is told to") {
    const bool ta = GENERATE(false, true);
    const bool tb = GENERATE(false, true);
    core::Random random(6);
    const auto a = random_numbers(random, 6);
    const auto b = random_numbers(random, 12);
    GraphBuilder g("gemm");
    const Dims a_dims = ta ? Dims{3, 2} : Dims{2, 3};
    const core::Shape b_shape = tb ? core::Shape{4, 3} : core::Shape{3, 4};
    const Value x = g.input("a", DType::float32, a_dims);
    g.output("y", g.gemm(x, g.constant(b, b_shape), std::nullopt, {.transpose_a = ta, .transpose_b = tb}));
    const auto expected = product(
        2, 3, 4, [&](auto i, auto l) { return ta ? a[l * 2 + i] : a[i * 3 + l]; },
        [&](auto l, auto j) { return tb ? b[j * 3 + l] : b[l * 4 + j]; });
    const core::Shape a_shape = ta ? core::Shape{3, 2} : core::Shape{2, 3};
    check_close(testing::run(g, {{"a", core::Tensor(a_shape, a)}}).tensor("y"), {2, 4}, expected);
}

TEST_CASE("a matrix product broadcasts its stacks") {
    core::Random random(8);
    const auto a = random_numbers(random, std::size_t{2} * 2 * 3);
    const auto b = random_numbers(random, std::size_t{3} * 4);
    GraphBuilder g("matmul");
    g.output("y", g.matmul(g.input("a", DType::float32, {dynamic("N"), 2, 3}), g.constant(b, {3, 4})));
    const auto expected =
        product(4, 3, 4, [&](auto i, auto l) { return a[i * 3 + l]; }, [&](auto l, auto j) { return b[l * 4 + j]; });
    check_close(testing::run(g, {{"a", core::Tensor({2, 2, 3}, a)}}).tensor("y"), {2, 2, 4}, expected);
}
