#include <functional>

#include "running.hpp"

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

using Unary = std::function<Value(GraphBuilder&, const Value&)>;

}  // namespace

TEST_CASE("a linear layer is x times the transposed weight plus bias, whatever the weight is stored as") {
    const auto storage = GENERATE(Storage::float32(), Storage::float16(), Storage::int8_per_channel());
    core::Random random(5);
    const auto x = random_numbers(random, 4 * 7);
    const auto w = random_numbers(random, 3 * 7);
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
    const auto a = random_numbers(random, 2 * 2 * 3);
    const auto b = random_numbers(random, 3 * 4);
    GraphBuilder g("matmul");
    g.output("y", g.matmul(g.input("a", DType::float32, {dynamic("N"), 2, 3}), g.constant(b, {3, 4})));
    const auto expected =
        product(4, 3, 4, [&](auto i, auto l) { return a[i * 3 + l]; }, [&](auto l, auto j) { return b[l * 4 + j]; });
    check_close(testing::run(g, {{"a", core::Tensor({2, 2, 3}, a)}}).tensor("y"), {2, 2, 4}, expected);
}

TEST_CASE("element by element operators broadcast") {
    const std::vector<float> a{1, -2, 3, 4, 0.5F, -6};
    const std::vector<float> b{2, 4, -8};
    GraphBuilder g("elementwise");
    const Value x = g.input("a", DType::float32, {dynamic("N"), 3});
    const Value y = g.input("b", DType::float32, {3});
    g.output("sum", g.add(x, y));
    g.output("difference", g.sub(x, y));
    g.output("product", g.mul(x, y));
    g.output("quotient", g.div(x, y));
    g.output("larger", g.where(g.greater(x, y), x, y));
    g.output("doubled", g.mul(x, g.scalar(2)));
    const auto answers = testing::run(g, {{"a", core::Tensor({2, 3}, a)}, {"b", core::Tensor({3}, b)}});
    const auto check = [&](const std::string& name, auto op) {
        std::vector<float> expected;
        for (std::size_t i = 0; i < a.size(); ++i) expected.push_back(op(a[i], b[i % 3]));
        CAPTURE(name);
        check_close(answers.tensor(name), {2, 3}, expected);
    };
    check("sum", [](float p, float q) { return p + q; });
    check("difference", [](float p, float q) { return p - q; });
    check("product", [](float p, float q) { return p * q; });
    check("quotient", [](float p, float q) { return p / q; });
    check("larger", [](float p, float q) { return std::max(p, q); });
    check("doubled", [](float p, float) { return 2 * p; });
}

TEST_CASE("activations compute their formulas") {
    std::vector<float> x;
    for (int i = -40; i <= 40; ++i) x.push_back(static_cast<float>(i) * 0.2F);
    const auto n = static_cast<std::int64_t>(x.size());
    const auto check = [&](const std::string& name, const Unary& op, double (*formula)(double)) {
        CAPTURE(name);
        GraphBuilder g(name);
        g.output("y", op(g, g.input("x", DType::float32, {n})));
        std::vector<float> expected;
        for (const float v : x) expected.push_back(static_cast<float>(formula(v)));
        check_close(testing::run(g, {{"x", core::Tensor({n}, x)}}).tensor("y"), {n}, expected);
    };
    check("relu", [](auto& g, const auto& v) { return g.relu(v); }, [](double v) { return std::max(v, 0.0); });
    check(
        "sigmoid", [](auto& g, const auto& v) { return g.sigmoid(v); },
        [](double v) { return 1 / (1 + std::exp(-v)); });
    check("tanh", [](auto& g, const auto& v) { return g.tanh(v); }, [](double v) { return std::tanh(v); });
    check(
        "clip", [](auto& g, const auto& v) { return g.clip(v, 0, 6); },
        [](double v) { return std::clamp(v, 0.0, 6.0); });
    const auto hard_sigmoid = [](double v) { return std::clamp(v / 6 + 0.5, 0.0, 1.0); };
    check("hard_sigmoid", [](auto& g, const auto& v) { return g.hard_sigmoid(v); }, hard_sigmoid);
    check(
        "hard_swish", [](auto& g, const auto& v) { return g.hard_swish(v); },
        [](double v) { return v * std::clamp(v / 6 + 0.5, 0.0, 1.0); });
}

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
