// Recurrent layers of one direction: LSTM, GRU, and their weights in ONNX's layout.
#include "training/onnx/graph_impl.hpp"
#include "training/onnx/ops/rules.hpp"

namespace mllab::onnx_writer {

GraphBuilder::RecurrentWeights GraphBuilder::recurrent_weights(const std::string& name, Cell cell, std::int64_t input,
                                                               std::int64_t hidden, std::span<const float> weight_ih,
                                                               std::span<const float> weight_hh,
                                                               std::span<const float> bias_ih,
                                                               std::span<const float> bias_hh, Storage storage) {
    if (input < 1 || hidden < 1) throw GraphError("a recurrent layer needs inputs and units");
    const std::int64_t rows = (cell == Cell::lstm ? 4 : 3) * hidden;
    const auto reordered = [&](std::span<const float> values) {
        return gates_from_torch(values, cell, static_cast<std::size_t>(hidden));
    };
    // The leading axis is ONNX's number of directions, so a row's scale lies along axis 1.
    const Storage per_row = storage.kind() == Storage::Kind::int8 ? Storage::int8_per_channel(1) : storage;
    std::vector<float> biases = reordered(bias_ih);
    const std::vector<float> recurrent_bias = reordered(bias_hh);
    biases.insert(biases.end(), recurrent_bias.begin(), recurrent_bias.end());
    return {.input = weight(name + ".weight_ih", reordered(weight_ih), {1, rows, input}, per_row),
            .recurrent = weight(name + ".weight_hh", reordered(weight_hh), {1, rows, hidden}, per_row),
            .bias = weight(name + ".bias", biases, {1, 2 * rows}, Storage::float32())};
}

namespace {

// x [T, N, I], w [1, gates * H, I], r [1, gates * H, H], b [1, 2 * gates * H], state [1, N, H] each -> H.
std::int64_t hidden_size(const Dims& x, const Dims& w, const Dims& r, const Dims& b, std::span<const Dims> states,
                         std::int64_t gates) {
    require_rank(x, 3, "a recurrent layer's input");
    require_rank(w, 3, "a recurrent layer's input weight");
    require_rank(r, 3, "a recurrent layer's recurrent weight");
    const std::int64_t rows = fixed_size(w[1], "the number of gates");
    const std::int64_t hidden = rows / gates;
    if (hidden < 1 || w != Dims{1, gates * hidden, x[2]} || r != Dims{1, gates * hidden, hidden} ||
        b != Dims{1, 2 * gates * hidden})
        throw GraphError("the weights " + to_string(w) + ", " + to_string(r) + " and bias " + to_string(b) +
                         " do not make a recurrent layer of " + std::to_string(gates) + " gates for the input " +
                         to_string(x));
    for (const Dims& state : states) {
        if (state != Dims{1, x[1], hidden})
            throw GraphError("a recurrent layer's state must have the shape " + to_string(Dims{1, x[1], hidden}) +
                             ", not " + to_string(state));
    }
    return hidden;
}

}  // namespace

GraphBuilder::LstmResult GraphBuilder::lstm(const Value& x, const RecurrentWeights& weights, const Value& hidden,
                                            const Value& cell) {
    for (const Value* value : {&x, &weights.input, &weights.recurrent, &weights.bias, &hidden, &cell})
        require_float("lstm", *value);
    const std::vector<Dims> states{hidden.dims(), cell.dims()};
    const std::int64_t units =
        hidden_size(x.dims(), weights.input.dims(), weights.recurrent.dims(), weights.bias.dims(), states, 4);
    // ONNX's second axis is the number of directions.
    const Dims sequence{x.dims()[0], 1, x.dims()[1], units};
    const auto results =
        impl_->emit_many("LSTM", {x, weights.input, weights.recurrent, weights.bias, std::nullopt, hidden, cell},
                         {{DType::float32, sequence}, {DType::float32, hidden.dims()}, {DType::float32, cell.dims()}},
                         {{"hidden_size", units}});
    return {.sequence = squeeze(results[0], {1}), .hidden = results[1], .cell = results[2]};
}

GraphBuilder::GruResult GraphBuilder::gru(const Value& x, const RecurrentWeights& weights, const Value& hidden) {
    for (const Value* value : {&x, &weights.input, &weights.recurrent, &weights.bias, &hidden})
        require_float("gru", *value);
    const std::vector<Dims> states{hidden.dims()};
    const std::int64_t units =
        hidden_size(x.dims(), weights.input.dims(), weights.recurrent.dims(), weights.bias.dims(), states, 3);
    const Dims sequence{x.dims()[0], 1, x.dims()[1], units};
    const auto results =
        impl_->emit_many("GRU", {x, weights.input, weights.recurrent, weights.bias, std::nullopt, hidden},
                         {{DType::float32, sequence}, {DType::float32, hidden.dims()}},
                         {{"hidden_size", units}, {"linear_before_reset", std::int64_t{1}}});
    return {.sequence = squeeze(results[0], {1}), .hidden = results[1]};
}

}  // namespace mllab::onnx_writer
