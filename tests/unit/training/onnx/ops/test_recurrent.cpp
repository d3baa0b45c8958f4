#include <span>

#include "training/onnx/running.hpp"

using namespace mllab;
using namespace mllab::onnx_writer;
using mllab::testing::check_close;
using mllab::testing::random_numbers;

namespace {

constexpr std::size_t steps = 5;
constexpr std::size_t batch = 2;
constexpr std::size_t inputs = 3;
constexpr std::size_t units = 4;

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

struct Weights {
    std::vector<float> ih, hh, bias_ih, bias_hh;  // torch's layout and gate order
};

Weights random_weights(core::Random& random, std::size_t gates) {
    return {.ih = random_numbers(random, gates * units * inputs, 0.5),
            .hh = random_numbers(random, gates * units * units, 0.5),
            .bias_ih = random_numbers(random, gates * units, 0.3),
            .bias_hh = random_numbers(random, gates * units, 0.3)};
}

// weight row · vector + bias
double line(const std::vector<float>& weight, const std::vector<float>& bias, std::size_t row,
            std::span<const float> x) {
    double sum = bias[row];
    for (std::size_t i = 0; i < x.size(); ++i) sum += static_cast<double>(weight[row * x.size() + i]) * x[i];
    return sum;
}

struct States {
    std::vector<float> sequence, hidden, cell;
};

// torch.nn.LSTM's documented formulas, gates i, f, g, o.
States lstm_reference(const Weights& w, const std::vector<float>& x, States s) {
    for (std::size_t t = 0; t < steps; ++t) {
        const States before = s;
        for (std::size_t n = 0; n < batch; ++n) {
            const auto input = std::span(x).subspan((t * batch + n) * inputs, inputs);
            const auto hidden = std::span(before.hidden).subspan(n * units, units);
            for (std::size_t u = 0; u < units; ++u) {
                const auto gate = [&](std::size_t k) {
                    return line(w.ih, w.bias_ih, k * units + u, input) + line(w.hh, w.bias_hh, k * units + u, hidden);
                };
                const double c = sigmoid(gate(1)) * before.cell[n * units + u] + sigmoid(gate(0)) * std::tanh(gate(2));
                s.cell[n * units + u] = static_cast<float>(c);
                s.hidden[n * units + u] = static_cast<float>(sigmoid(gate(3)) * std::tanh(c));
            }
        }
        s.sequence.insert(s.sequence.end(), s.hidden.begin(), s.hidden.end());
    }
    return s;
}

// torch.nn.GRU's documented formulas, gates r, z, n: the reset gate after the matrix product.
States gru_reference(const Weights& w, const std::vector<float>& x, States s) {
    for (std::size_t t = 0; t < steps; ++t) {
        const States before = s;
        for (std::size_t n = 0; n < batch; ++n) {
            const auto input = std::span(x).subspan((t * batch + n) * inputs, inputs);
            const auto hidden = std::span(before.hidden).subspan(n * units, units);
            for (std::size_t u = 0; u < units; ++u) {
                const auto of_input = [&](std::size_t k) { return line(w.ih, w.bias_ih, k * units + u, input); };
                const auto of_hidden = [&](std::size_t k) { return line(w.hh, w.bias_hh, k * units + u, hidden); };
                const double r = sigmoid(of_input(0) + of_hidden(0));
                const double z = sigmoid(of_input(1) + of_hidden(1));
                const double candidate = std::tanh(of_input(2) + r * of_hidden(2));
                s.hidden[n * units + u] = static_cast<float>((1 - z) * candidate + z * before.hidden[n * units + u]);
            }
        }
        s.sequence.insert(s.sequence.end(), s.hidden.begin(), s.hidden.end());
    }
    return s;
}

// What the runtime will compute with: the rows' scales do not depend on the order of the gates.
Weights stored(const Weights& w, Storage storage) {
    const auto rows = static_cast<std::int64_t>(w.bias_ih.size());
    return {.ih = stored_values(w.ih, {rows, inputs}, storage),
            .hh = stored_values(w.hh, {rows, units}, storage),
            .bias_ih = w.bias_ih,
            .bias_hh = w.bias_hh};
}

struct Case {
    GraphBuilder g;
    GraphBuilder::RecurrentWeights weights;
    Value x, hidden;
};

Case recurrent_case(const char* name, Cell cell, const Weights& w, Storage storage) {
    GraphBuilder g(name);
    auto weights = g.recurrent_weights("layer", cell, inputs, units, w.ih, w.hh, w.bias_ih, w.bias_hh, storage);
    Value x = g.input("x", DType::float32, {dynamic("T"), dynamic("N"), inputs});
    Value hidden = g.input("hidden", DType::float32, {1, dynamic("N"), units});
    return {.g = std::move(g), .weights = std::move(weights), .x = std::move(x), .hidden = std::move(hidden)};
}

}  // namespace

TEST_CASE("an LSTM written from torch's weights follows torch's formulas, with any storage") {
    const auto storage = GENERATE(Storage::float32(), Storage::float16(), Storage::int8_per_channel());
    CAPTURE(storage.name());
    core::Random random(17);
    const Weights w = random_weights(random, 4);
    const auto x = random_numbers(random, steps * batch * inputs);
    const States start{.sequence = {},
                       .hidden = random_numbers(random, batch * units, 0.5),
                       .cell = random_numbers(random, batch * units, 0.5)};
    auto [g, weights, input, hidden] = recurrent_case("lstm", Cell::lstm, w, storage);
    const auto result = g.lstm(input, weights, hidden, g.input("cell", DType::float32, {1, dynamic("N"), units}));
    g.output("sequence", result.sequence);
    g.output("hidden_out", result.hidden);
    g.output("cell_out", result.cell);
    const core::Shape state{1, batch, units};
    const auto answers = testing::run(g, {{"x", core::Tensor({steps, batch, inputs}, x)},
                                          {"hidden", core::Tensor(state, start.hidden)},
                                          {"cell", core::Tensor(state, start.cell)}});
    const States expected = lstm_reference(stored(w, storage), x, start);
    check_close(answers.tensor("sequence"), {steps, batch, units}, expected.sequence);
    check_close(answers.tensor("hidden_out"), state, expected.hidden);
    check_close(answers.tensor("cell_out"), state, expected.cell);
}

TEST_CASE("a GRU written from torch's weights follows torch's formulas, with any storage") {
    const auto storage = GENERATE(Storage::float32(), Storage::float16(), Storage::int8_per_channel());
    CAPTURE(storage.name());
    core::Random random(19);
    const Weights w = random_weights(random, 3);
    const auto x = random_numbers(random, steps * batch * inputs);
    const States start{.sequence = {}, .hidden = random_numbers(random, batch * units, 0.5), .cell = {}};
    auto [g, weights, input, hidden] = recurrent_case("gru", Cell::gru, w, storage);
    const auto result = g.gru(input, weights, hidden);
    g.output("sequence", result.sequence);
    g.output("hidden_out", result.hidden);
    const core::Shape state{1, batch, units};
    const auto answers = testing::run(
        g, {{"x", core::Tensor({steps, batch, inputs}, x)}, {"hidden", core::Tensor(state, start.hidden)}});
    const States expected = gru_reference(stored(w, storage), x, start);
    check_close(answers.tensor("sequence"), {steps, batch, units}, expected.sequence);
    check_close(answers.tensor("hidden_out"), state, expected.hidden);
}

TEST_CASE("a recurrent layer whose sequence nobody takes writes no dead operators") {
    core::Random random(23);
    const Weights w = random_weights(random, 3);
    auto [g, weights, input, hidden] = recurrent_case("gru", Cell::gru, w, Storage::float32());
    g.output("hidden_out", g.gru(input, weights, hidden).hidden);
    CHECK_FALSE(g.serialised().contains("Squeeze"));
    CHECK(g.parameter_count() == 3 * 4 * 3 + 3 * 4 * 4 + 2 * 3 * 4);
}
