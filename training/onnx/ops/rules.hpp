// What the shape and type rules of several families of operators share. A rule is stricter than ONNX's own inference:
// what cannot be proven to fit (two dynamic axes of different names, an inner size that differs) is refused. Private to
// this room.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "training/onnx/types.hpp"

namespace mllab::onnx_writer {

// Throw GraphError naming the operator and the value.
void require_float(const char* op, const Value& value);
void require_same_type(const char* op, const Value& a, const Value& b);

// Throws GraphError naming `what` unless the shape has that many axes.
void require_rank(const Dims& dims, std::size_t rank, const char* what);
// The size of an axis. Throws GraphError naming `what` if it is dynamic.
[[nodiscard]] std::int64_t fixed_size(const Dim& dim, const char* what);

// An axis counted from the end if negative, as an index. Throws GraphError if the rank has no such axis.
[[nodiscard]] std::size_t axis_index(std::int64_t axis, std::size_t rank);
// Several of them, sorted. Throws GraphError on a repeated one.
[[nodiscard]] std::vector<std::size_t> axis_indices(std::span<const std::int64_t> axes, std::size_t rank);
// `dims` with one axis of another length.
[[nodiscard]] Dims with_axis(Dims dims, std::size_t axis, const Dim& length);

// numpy's broadcasting of two shapes. Throws GraphError naming both if they do not broadcast.
[[nodiscard]] Dims broadcast(const Dims& a, const Dims& b);

[[nodiscard]] std::optional<Dims> dims_of(const std::optional<Value>& value);

}  // namespace mllab::onnx_writer
