// Operators that move numbers about, and the recurrent layers, which are mostly a matter of layout.
#include <algorithm>

#include "training/onnx/graph_impl.hpp"
#include "training/onnx/shapes.hpp"

namespace mllab::onnx_writer {

Value GraphBuilder::cast(const Value& x, DType type) {
    return impl_->emit("Cast", {x}, type, x.dims(), {{"to", onnx_type(type)}});
}

Value GraphBuilder::identity(const Value& x) { return impl_->emit("Identity", {x}, x.type(), x.dims()); }

Value GraphBuilder::reshape(const Value& x, const Dims& dims) {
    const std::vector<std::int64_t> target = shapes::reshape_target(x.dims(), dims);
    return impl_->emit("Reshape", {x, impl_->int64s("shape", target)}, x.type(), dims);
}

Value GraphBuilder::flatten(const Value& x, std::int64_t axis) {
    // Flatten may also split behind the last axis, which no index names.
    const std::size_t index =
        axis == static_cast<std::int64_t>(x.rank()) ? x.rank() : shapes::axis_index(axis, x.rank());
    return impl_->emit("Flatten", {x}, x.type(), shapes::flatten(x.dims(), index),
                       {{"axis", static_cast<std::int64_t>(index)}});
}

Value GraphBuilder::concat(const std::vector<Value>& parts, std::int64_t axis) {
    if (parts.empty()) throw GraphError("nothing to concatenate");
    const std::size_t index = shapes::axis_index(axis, parts.front().rank());
    std::vector<Dims> dims;
    std::vector<std::optional<Value>> inputs;
    for (const Value& part : parts) {
        require_same_type("concat", parts.front(), part);
        dims.push_back(part.dims());
        inputs.emplace_back(part);
    }
    return impl_->emit("Concat", inputs, parts.front().type(), shapes::concat(dims, index),
                       {{"axis", static_cast<std::int64_t>(index)}});
}

Value GraphBuilder::slice(const Value& x, std::int64_t axis, std::int64_t start, std::int64_t end, std::int64_t step) {
    const std::size_t index = shapes::axis_index(axis, x.rank());
    const Dims dims = shapes::slice(x.dims(), index, start, end, step);
    return impl_->emit("Slice",
                       {x, impl_->int64s("starts", {start}), impl_->int64s("ends", {end}),
                        impl_->int64s("axes", {static_cast<std::int64_t>(index)}), impl_->int64s("steps", {step})},
                       x.type(), dims);
}

Value GraphBuilder::gather(const Value& data, const Value& indices, std::int64_t axis) {
    if (indices.type() != DType::int64 && indices.type() != DType::int32)
        throw GraphError("gather needs indices of int64 or int32, but \"" + indices.name() + "\" is " +
                         to_string(indices.type()));
    const std::size_t index = shapes::axis_index(axis, data.rank());
    return impl_->emit("Gather", {data, indices}, data.type(), shapes::gather(data.dims(), indices.dims(), index),
                       {{"axis", static_cast<std::int64_t>(index)}});
}

Value GraphBuilder::transpose(const Value& x, std::initializer_list<std::int64_t> order) {
    const std::vector<std::int64_t> list(order);
    return impl_->emit("Transpose", {x}, x.type(), shapes::transpose(x.dims(), list), {{"perm", list}});
}

Value GraphBuilder::squeeze(const Value& x, std::initializer_list<std::int64_t> axes) {
    const std::vector<std::int64_t> list(axes);
    const Dims dims = shapes::squeeze(x.dims(), list);
    return impl_->emit("Squeeze", {x, impl_->int64s("axes", list)}, x.type(), dims);
}

Value GraphBuilder::unsqueeze(const Value& x, std::initializer_list<std::int64_t> axes) {
    const std::vector<std::int64_t> list(axes);
    const Dims dims = shapes::unsqueeze(x.dims(), list);
    return impl_->emit("Unsqueeze", {x, impl_->int64s("axes", list)}, x.type(), dims);
}

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

GraphBuilder::LstmResult GraphBuilder::lstm(const Value& x, const RecurrentWeights& weights, const Value& hidden,
                                            const Value& cell) {
    for (const Value* value : {&x, &weights.input, &weights.recurrent, &weights.bias, &hidden, &cell})
        require_float("lstm", *value);
    const std::vector<Dims> states{hidden.dims(), cell.dims()};
    const std::int64_t units =
        shapes::recurrent(x.dims(), weights.input.dims(), weights.recurrent.dims(), weights.bias.dims(), states, 4);
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
        shapes::recurrent(x.dims(), weights.input.dims(), weights.recurrent.dims(), weights.bias.dims(), states, 3);
    const Dims sequence{x.dims()[0], 1, x.dims()[1], units};
    const auto results =
        impl_->emit_many("GRU", {x, weights.input, weights.recurrent, weights.bias, std::nullopt, hidden},
                         {{DType::float32, sequence}, {DType::float32, hidden.dims()}},
                         {{"hidden_size", units}, {"linear_before_reset", std::int64_t{1}}});
    return {.sequence = squeeze(results[0], {1}), .hidden = results[1]};
}

}  // namespace mllab::onnx_writer
