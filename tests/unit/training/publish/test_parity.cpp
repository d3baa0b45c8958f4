#include "support/message.hpp"
#include "training/onnx/running.hpp"
#include "training/publish/parity.hpp"

using namespace mllab;
using namespace mllab::parity;
using mllab::testing::MessageWith;
using onnx_writer::DType;
using onnx_writer::GraphBuilder;
using onnx_writer::Storage;

namespace {

inference::Outputs answers(std::vector<float> logits) {
    const auto n = static_cast<std::int64_t>(logits.size());
    return {{{"logits", core::Tensor({1, n}, std::move(logits))}}, 0};
}

Largest compare(std::vector<float> given, std::vector<float> expected, Rule rule) {
    const auto n = static_cast<std::int64_t>(expected.size());
    return compared(answers(std::move(given)), {{"logits", core::Tensor({1, n}, std::move(expected)), rule}});
}

}  // namespace

TEST_CASE("parity reports the largest differences that it found") {
    const Largest same = compare({1, 2, 3}, {1, 2, 3}, Rule::logits);
    CHECK(same.logits == 0);
    CHECK(same.probabilities == 0);
    const Largest near = compare({1, 2, 1000.05F}, {1, 2, 1000}, Rule::state);
    CHECK(near.logits == Catch::Approx(5e-5).epsilon(0.01));
    CHECK(near.probabilities == 0);
}

TEST_CASE("parity refuses what is above the rule, naming the place") {
    CHECK_THROWS_MATCHES(compare({1, 2.0003F}, {1, 2}, Rule::state), ParityError,
                         MessageWith({"“logits”", "at 1", "2"}));
    CHECK_NOTHROW(compare({1, 2.0001F}, {1, 2}, Rule::state));
    CHECK_THROWS_AS(compare({0.50002F}, {0.5F}, Rule::probabilities), ParityError);
    CHECK_NOTHROW(compare({0.500005F}, {0.5F}, Rule::probabilities));
    // Near enough as logits, too far as probabilities.
    CHECK_THROWS_MATCHES(compare({0, 9e-5F}, {0, 0}, Rule::logits), ParityError, MessageWith({"softmax"}));
    CHECK_THROWS_AS(compare({1, NAN}, {1, 2}, Rule::state), ParityError);
    CHECK_THROWS_AS(compare({1, NAN}, {1, NAN}, Rule::state), ParityError);
    CHECK_THROWS_AS(compare({1, INFINITY}, {1, INFINITY}, Rule::state), ParityError);
    CHECK_THROWS_AS(compare({1, 2}, {1, 2, 3}, Rule::state), ParityError);
    CHECK_THROWS_AS(compare({}, {}, Rule::state), ParityError);
    CHECK_THROWS_AS(compared(answers({1}), {}), ParityError);
    CHECK_THROWS_AS(compared(answers({1}), {{"other", core::Tensor({1}, std::vector<float>{1}), Rule::state}}),
                    inference::ModelError);
}

TEST_CASE("integers must be equal, and of the same type") {
    const inference::Outputs outputs({{"best", core::Tensor({2}, std::vector<std::int64_t>{3, 4})}}, 0);
    CHECK_NOTHROW(compared(outputs, {{"best", core::Tensor({2}, std::vector<std::int64_t>{3, 4}), Rule::exact}}));
    CHECK_THROWS_AS(compared(outputs, {{"best", core::Tensor({2}, std::vector<std::int64_t>{3, 5}), Rule::exact}}),
                    ParityError);
    CHECK_THROWS_MATCHES(compared(outputs, {{"best", core::Tensor({2}, std::vector<float>{3, 4}), Rule::exact}}),
                         ParityError, MessageWith({"element type"}));
}

TEST_CASE("stored weights answer exactly as their dequantised values, original ones do not") {
    const auto storage = GENERATE(Storage::float16(), Storage::int8_per_channel());
    core::Random random(31);
    const auto w = testing::random_numbers(random, 640);
    const testing::TemporaryFolder folder;
    GraphBuilder g("linear");
    const auto x = g.input("x", DType::float32, {onnx_writer::dynamic("N"), 64});
    g.output("logits", g.linear(x, g.weight("weight", w, {10, 64}, storage), std::nullopt));
    g.write(folder / "model.onnx");
    const auto product = [](const std::vector<float>& weights, const std::vector<float>& input) {
        std::vector<float> result;
        for (std::size_t n = 0; n < input.size() / 64; ++n)
            for (std::size_t j = 0; j < 10; ++j) {
                double sum = 0;
                for (std::size_t i = 0; i < 64; ++i)
                    sum += static_cast<double>(input[n * 64 + i]) * weights[j * 64 + i];
                result.push_back(static_cast<float>(sum));
            }
        return result;
    };
    ParityCheck check(folder / "model.onnx");
    const auto stored = onnx_writer::stored_values(w, {10, 64}, storage);
    for (const std::int64_t n : {1, 7, 32}) {
        const auto input = testing::random_numbers(random, static_cast<std::size_t>(n) * 64);
        check.run({{"x", core::Tensor({n, 64}, input)}}, {{"logits", core::Tensor({n, 10}, product(stored, input))}});
        CHECK_THROWS_AS(
            check.run({{"x", core::Tensor({n, 64}, input)}}, {{"logits", core::Tensor({n, 10}, product(w, input))}}),
            ParityError);
    }
    CHECK(check.inputs() == 40);
    CHECK(check.largest().logits < 1e-5);
    CHECK(check.largest().probabilities < 1e-6);
}
