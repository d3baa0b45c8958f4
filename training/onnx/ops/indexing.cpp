// Parts of a value, and places in it: Slice, Gather, ScatterElements, Trilu.
#include <limits>

#include "training/onnx/graph_impl.hpp"
#include "training/onnx/ops/rules.hpp"

namespace mllab::onnx_writer {

namespace {

// [start, end) of one axis of fixed size; negative counts from the end. Writes back what it resolved them to.
Dims slice_shape(const Dims& x, std::size_t axis, std::int64_t& start, std::int64_t& end, std::int64_t step) {
    if (x[axis].is_dynamic())
        throw GraphError("a dynamic axis is only sliced with the length of the result: " + to_string(x));
    const std::int64_t size = x[axis].size();
    if (start < 0) start += size;
    if (end < 0) end += size;
    if (step < 1 || start < 0 || end > size || start >= end)
        throw GraphError("the slice [" + std::to_string(start) + ", " + std::to_string(end) + ") by " +
                         std::to_string(step) + " does not lie in axis " + std::to_string(axis) + " of " +
                         to_string(x));
    return with_axis(x, axis, (end - start - 1) / step + 1);
}

}  // namespace

Value GraphBuilder::slice(const Value& x, std::int64_t axis, std::int64_t start, std::int64_t end, std::int64_t step) {
    const std::size_t index = axis_index(axis, x.rank());
    const Dims dims = slice_shape(x.dims(), index, start, end, step);
    return impl_->emit("Slice",
                       {x, impl_->int64s("starts", {start}), impl_->int64s("ends", {end}),
                        impl_->int64s("axes", {static_cast<std::int64_t>(index)}), impl_->int64s("steps", {step})},
                       x.type(), dims);
}

// Along a dynamic axis ONNX's shape inference says nothing of what comes out; the caller does.
Value GraphBuilder::slice(const Value& x, std::int64_t axis, std::int64_t start, std::optional<std::int64_t> end,
                          const Dim& length) {
    const std::size_t index = axis_index(axis, x.rank());
    if (!x.dims()[index].is_dynamic())
        throw GraphError("axis " + std::to_string(index) + " of " + to_string(x.dims()) +
                         " has a fixed size: slice without the length of the result");
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

namespace {

// The axis of `data` gives way to all axes of the indices.
Dims gather_shape(const Dims& data, const Dims& indices, std::size_t axis) {
    const auto place = static_cast<std::ptrdiff_t>(axis);
    Dims result(data.begin(), data.begin() + place);
    result.insert(result.end(), indices.begin(), indices.end());
    result.insert(result.end(), data.begin() + place + 1, data.end());
    return result;
}

}  // namespace

Value GraphBuilder::gather(const Value& data, const Value& indices, std::int64_t axis) {
    if (indices.type() != DType::int64 && indices.type() != DType::int32)
        throw GraphError("gather needs indices of int64 or int32, but \"" + indices.name() + "\" is " +
                         to_string(indices.type()));
    const std::size_t index = axis_index(axis, data.rank());
    return impl_->emit("Gather", {data, indices}, data.type(), gather_shape(data.dims(), indices.dims(), index),
                       {{"axis", static_cast<std::int64_t>(index)}});
}

namespace {

// As many indices as updates, and these like `data` but for their number along `axis`. The result is shaped as `data`.
void require_scatter_shapes(const Dims& data, const Dims& indices, const Dims& updates, std::size_t axis) {
    if (indices != updates || updates.size() != data.size() || with_axis(updates, axis, data[axis]) != data)
        throw GraphError("scatter_add cannot add " + to_string(updates) + " at " + to_string(indices) + " to " +
                         to_string(data));
}

}  // namespace

Value GraphBuilder::scatter_add(const Value& data, const Value& indices, const Value& updates, std::int64_t axis) {
    require_float("scatter_add", data);
    require_float("scatter_add", updates);
    if (indices.type() != DType::int64) throw GraphError("scatter_add needs indices of int64");
    const std::size_t index = axis_index(axis, data.rank());
    require_scatter_shapes(data.dims(), indices.dims(), updates.dims(), index);
    return impl_->emit("ScatterElements", {data, indices, updates}, DType::float32, data.dims(),
                       {{"axis", static_cast<std::int64_t>(index)}, {"reduction", std::string("add")}});
}

namespace {

void require_matrices(const char* op, const Value& x, const Value& diagonal) {
    require_float(op, x);
    if (diagonal.type() != DType::int64 || diagonal.rank() != 0)
        throw GraphError(std::string(op) + " needs the number of a diagonal, which \"" + diagonal.name() + "\" is not");
    if (x.rank() < 2) throw GraphError(std::string(op) + " needs matrices, but \"" + x.name() + "\" has no two axes");
}

}  // namespace

Value GraphBuilder::upper_triangle(const Value& x, const Value& diagonal) {
    require_matrices("upper_triangle", x, diagonal);
    return impl_->emit("Trilu", {x, diagonal}, x.type(), x.dims(), {{"upper", std::int64_t{1}}});
}

Value GraphBuilder::lower_triangle(const Value& x, const Value& diagonal) {
    require_matrices("lower_triangle", x, diagonal);
    return impl_->emit("Trilu", {x, diagonal}, x.type(), x.dims(), {{"upper", std::int64_t{0}}});
}

}  // namespace mllab::onnx_writer
