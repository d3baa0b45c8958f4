#include <functional>

#include "training/onnx/running.hpp"

using namespace mllab;
using namespace mllab::onnx_writer;
using mllab::testing::check_close;

namespace {

using Unary = std::function<Value(GraphBuilder&, const Value&)>;

}  // namespace

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
        expected.reserve(a.size());
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
        expected.reserve(x.size());
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

TEST_CASE("Sqrt and Log compute roots and natural logarithms") {
    GraphBuilder g("functions");
    const Value x = g.input("x", DType::float32, {3});
    g.output("root", g.sqrt(x));
    g.output("log", g.log(x));
    const auto answers = testing::run(g, {{"x", core::Tensor({3}, std::vector<float>{1, 4, 0.25F})}});
    check_close(answers.tensor("root"), {3}, {1, 2, 0.5F});
    check_close(answers.tensor("log"), {3}, {0, std::log(4.0F), std::log(0.25F)});
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
