// The shape rules of the operators that the builder knows, as pure functions. Stricter than ONNX's own inference: what
// cannot be proven to fit (two dynamic axes of different names, an inner size that differs) is refused.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "training/onnx/types.hpp"

namespace mllab::onnx_writer::shapes {

// An axis counted from the end if negative, as an index. Throws GraphError if the rank has no such axis.
[[nodiscard]] std::size_t axis_index(std::int64_t axis, std::size_t rank);

// numpy's broadcasting of two shapes.
[[nodiscard]] Dims broadcast(const Dims& a, const Dims& b);

// x [N, C, H, W], w [M, C / groups, kH, kW] -> [N, M, oH, oW].
[[nodiscard]] Dims conv2d(const Dims& x, const Dims& w, const std::optional<Dims>& bias, const ConvOptions& options);
// x [N, C, H, W] -> [N, C, oH, oW], rounding down.
[[nodiscard]] Dims pool2d(const Dims& x, const PoolOptions& options);
[[nodiscard]] Dims global_pool(const Dims& x);

// a [m, k] (or transposed), b [k, n] (or transposed), c broadcast to [m, n] without growing it.
[[nodiscard]] Dims gemm(const Dims& a, const Dims& b, const std::optional<Dims>& c, const GemmOptions& options);
// Stacks of matrices, broadcast over all but the last two axes; both of rank 2 or more.
[[nodiscard]] Dims matmul(const Dims& a, const Dims& b);

// The target of Reshape as ONNX wants it (-1 at most once) or GraphError: same fixed product, same dynamic axes.
[[nodiscard]] std::vector<std::int64_t> reshape_target(const Dims& from, const Dims& to);
// Everything before `axis` in one, everything from it on in another axis.
[[nodiscard]] Dims flatten(const Dims& x, std::size_t axis);
[[nodiscard]] Dims concat(std::span<const Dims> parts, std::size_t axis);
// [start, end) of one axis of fixed size; negative counts from the end. Writes back what it resolved them to.
[[nodiscard]] Dims slice(const Dims& x, std::size_t axis, std::int64_t& start, std::int64_t& end, std::int64_t step);
[[nodiscard]] Dims gather(const Dims& data, const Dims& indices, std::size_t axis);
[[nodiscard]] Dims transpose(const Dims& x, std::span<const std::int64_t> order);
[[nodiscard]] Dims squeeze(const Dims& x, std::span<const std::int64_t> axes);
[[nodiscard]] Dims unsqueeze(const Dims& x, std::span<const std::int64_t> axes);
[[nodiscard]] Dims reduce(const Dims& x, std::span<const std::int64_t> axes, bool keep_dims);

// x [T, N, I], w [1, gates * H, I], r [1, gates * H, H], b [1, 2 * gates * H], state [1, N, H] each -> H.
[[nodiscard]] std::int64_t recurrent(const Dims& x, const Dims& w, const Dims& r, const Dims& b,
                                     std::span<const Dims> states, std::int64_t gates);

}  // namespace mllab::onnx_writer::shapes
