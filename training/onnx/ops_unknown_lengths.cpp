// Operators along axes whose length is only known when the model runs. ONNX's shape inference says nothing of what
// comes out; the caller does.
#include <limits>

#include "training/onnx/graph_impl.hpp"
#include "training/onnx/shapes.hpp"

namespace mllab::onnx_writer {

namespace {

// `dims` with one axis of another length.
Dims with_axis(Dims dims, std::size_t axis, const Dim& length) {
    dims[axis] = length;
    return dims;
}

void require_matrices(const char* op, const Value& x, const Value& diagonal) {
    require_float(op, x);
    if (diagonal.type() != DType::int64 || diagonal.rank() != 0)
        throw GraphError(std::string(op) + " needs the number of a diagonal, which \"" + diagonal.name() + "\" is not");
    if (x.rank() < 2) throw GraphError(std::string(op) + " needs matrices, but \"" + x.name() + "\" has no two axes");
}

}  // namespace

Value GraphBuilder::concat(const std::vector<Value>& parts, std::int64_t axis, const Dim& length) {
    if (parts.empty()) throw GraphError("nothing to concatenate");
    if (!length.is_dynamic()) throw GraphError("a length that nobody knows cannot be " + std::to_string(length.size()));
    const std::size_t index = shapes::axis_index(axis, parts.front().rank());
    std::vector<std::optional<Value>> inputs;
    bool unknown = false;
    for (const Value& part : parts) {
        require_same_type("concat", parts.front(), part);
        if (part.rank() != parts.front().rank() ||
            with_axis(part.dims(), index, length) != with_axis(parts.front().dims(), index, length))
            throw GraphError("the shapes " + to_string(parts.front().dims()) + " and " + to_string(part.dims()) +
                             " cannot be concatenated along axis " + std::to_string(index));
        unknown = unknown || part.dims()[index].is_dynamic();
        inputs.emplace_back(part);
    }
    if (!unknown) throw GraphError("all lengths are known: concatenate without a name");
    return impl_->emit("Concat", inputs, parts.front().type(), with_axis(parts.front().dims(), index, length),
                       {{"axis", static_cast<std::int64_t>(index)}});
}

Value GraphBuilder::slice(const Value& x, std::int64_t axis, std::int64_t start, std::optional<std::int64_t> end,
                          const Dim& length) {
    const std::size_t index = shapes::axis_index(axis, x.rank());
    if (!x.dims()[index].is_dynamic()) throw GraphError("axis " + std::to_string(index) + " has a known length");
    const Dim open = length.is_dynamic() ? length : dynamic("part_of_" + x.dims()[index].name());
    Value part = impl_->emit("Slice",
                             {x, impl_->int64s("starts", {start}),
                              impl_->int64s("ends", {end.value_or(std::numeric_limits<std::int64_t>::max())}),
                              impl_->int64s("axes", {static_cast<std::int64_t>(index)})},
                             x.type(), with_axis(x.dims(), index, open));
    if (length.is_dynamic()) return part;
    // Says the length to ONNX, and makes the runtime refuse another one. 0: as it was.
    std::vector<std::int64_t> target;
    for (const Dim& dim : x.dims()) target.push_back(dim.is_dynamic() ? 0 : dim.size());
    target[index] = length.size();
    return impl_->emit("Reshape", {part, impl_->int64s("shape", target)}, x.type(), with_axis(x.dims(), index, length));
}

Value GraphBuilder::upper_triangle(const Value& x, const Value& diagonal) {
    require_matrices("upper_triangle", x, diagonal);
    return impl_->emit("Trilu", {x, diagonal}, x.type(), x.dims(), {{"upper", std::int64_t{1}}});
}

Value GraphBuilder::lower_triangle(const Value& x, const Value& diagonal) {
    require_matrices("lower_triangle", x, diagonal);
    return impl_->emit("Trilu", {x, diagonal}, x.type(), x.dims(), {{"upper", std::int64_t{0}}});
}

Value GraphBuilder::length(const Value& x, std::int64_t axis) {
    const auto index = static_cast<std::int64_t>(shapes::axis_index(axis, x.rank()));
    return squeeze(impl_->emit("Shape", {x}, DType::int64, {1}, {{"start", index}, {"end", index + 1}}), {0});
}

Value GraphBuilder::scatter_add(const Value& data, const Value& indices, const Value& updates, std::int64_t axis) {
    require_float("scatter_add", data);
    require_float("scatter_add", updates);
    if (indices.type() != DType::int64) throw GraphError("scatter_add needs indices of int64");
    const std::size_t index = shapes::axis_index(axis, data.rank());
    if (indices.dims() != updates.dims() || updates.rank() != data.rank() ||
        with_axis(updates.dims(), index, data.dims()[index]) != data.dims())
        throw GraphError("scatter_add cannot add " + to_string(updates.dims()) + " at " + to_string(indices.dims()) +
                         " to " + to_string(data.dims()));
    return impl_->emit("ScatterElements", {data, indices, updates}, DType::float32, data.dims(),
                       {{"axis", static_cast<std::int64_t>(index)}, {"reduction", std::string("add")}});
}

}  // namespace mllab::onnx_writer
