#include "training/onnx/ops/rules.hpp"

#include <algorithm>
#include <string>

namespace mllab::onnx_writer {

namespace {

Dim broadcast_axis(const Dim& a, const Dim& b, const Dims& whole_a, const Dims& whole_b) {
    if (a == b || b == Dim(1)) return a;
    if (a == Dim(1)) return b;
    throw GraphError("the shapes " + to_string(whole_a) + " and " + to_string(whole_b) + " do not broadcast");
}

}  // namespace

void require_float(const char* op, const Value& value) {
    if (value.type() != DType::float32)
        throw GraphError(std::string(op) + " needs float32, but \"" + value.name() + "\" is " +
                         to_string(value.type()));
}

void require_same_type(const char* op, const Value& a, const Value& b) {
    if (a.type() != b.type() || a.type() == DType::boolean)
        throw GraphError(std::string(op) + " needs numbers of one type, but \"" + a.name() + "\" is " +
                         to_string(a.type()) + " and \"" + b.name() + "\" is " + to_string(b.type()));
}

void require_rank(const Dims& dims, std::size_t rank, const char* what) {
    if (dims.size() != rank)
        throw GraphError(std::string(what) + " must have " + std::to_string(rank) + " axes, not the shape " +
                         to_string(dims));
}

std::int64_t fixed_size(const Dim& dim, const char* what) {
    if (dim.is_dynamic())
        throw GraphError(std::string(what) + " must have a fixed size, not the dynamic axis " + dim.name());
    return dim.size();
}

std::size_t axis_index(std::int64_t axis, std::size_t rank) {
    const auto n = static_cast<std::int64_t>(rank);
    if (axis < -n || axis >= n)
        throw GraphError("axis " + std::to_string(axis) + " does not exist in a value of " + std::to_string(rank) +
                         " axes");
    return static_cast<std::size_t>(axis < 0 ? axis + n : axis);
}

std::vector<std::size_t> axis_indices(std::span<const std::int64_t> axes, std::size_t rank) {
    std::vector<std::size_t> result;
    for (const std::int64_t axis : axes) result.push_back(axis_index(axis, rank));
    std::ranges::sort(result);
    if (std::ranges::adjacent_find(result) != result.end()) throw GraphError("an axis is named twice");
    return result;
}

Dims with_axis(Dims dims, std::size_t axis, const Dim& length) {
    dims[axis] = length;
    return dims;
}

Dims broadcast(const Dims& a, const Dims& b) {
    const std::size_t rank = std::max(a.size(), b.size());
    Dims result(rank, Dim(1));
    for (std::size_t i = 0; i < rank; ++i) {  // counted from the last axis
        const Dim da = i < a.size() ? a[a.size() - 1 - i] : Dim(1);
        const Dim db = i < b.size() ? b[b.size() - 1 - i] : Dim(1);
        result[rank - 1 - i] = broadcast_axis(da, db, a, b);
    }
    return result;
}

std::optional<Dims> dims_of(const std::optional<Value>& value) {
    return value ? std::optional<Dims>(value->dims()) : std::nullopt;
}

}  // namespace mllab::onnx_writer
