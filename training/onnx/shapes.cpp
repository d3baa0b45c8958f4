#include "training/onnx/shapes.hpp"

#include <algorithm>
#include <limits>

namespace mllab::onnx_writer::shapes {

namespace {

void require_rank(const Dims& dims, std::size_t rank, const char* what) {
    if (dims.size() != rank)
        throw GraphError(std::string(what) + " must have " + std::to_string(rank) + " axes, not the shape " +
                         to_string(dims));
}

std::int64_t fixed(const Dim& dim, const char* what) {
    if (dim.is_dynamic())
        throw GraphError(std::string(what) + " must have a fixed size, not the dynamic axis " + dim.name());
    return dim.size();
}

// Number of windows of (kernel - 1) * dilation + 1 along one padded axis.
std::int64_t windows(const Dim& size, std::int64_t kernel, std::int64_t stride, std::int64_t padding,
                     std::int64_t dilation) {
    constexpr std::int64_t most = 1 << 20;
    if (kernel < 1 || stride < 1 || padding < 0 || dilation < 1 || kernel > most || stride > most || padding > most ||
        dilation > most)
        throw GraphError("kernel, stride and dilation must be positive and padding not negative");
    const std::int64_t free = fixed(size, "the picture") + 2 * padding - dilation * (kernel - 1) - 1;
    if (free < 0)
        throw GraphError("a kernel of " + std::to_string(kernel) + " does not fit into " + std::to_string(size.size()) +
                         " with padding " + std::to_string(padding));
    return free / stride + 1;
}

Dim broadcast(const Dim& a, const Dim& b, const Dims& whole_a, const Dims& whole_b) {
    if (a == b || b == Dim(1)) return a;
    if (a == Dim(1)) return b;
    throw GraphError("the shapes " + to_string(whole_a) + " and " + to_string(whole_b) + " do not broadcast");
}

}  // namespace

std::size_t axis_index(std::int64_t axis, std::size_t rank) {
    const auto n = static_cast<std::int64_t>(rank);
    if (axis < -n || axis >= n)
        throw GraphError("axis " + std::to_string(axis) + " does not exist in a value of " + std::to_string(rank) +
                         " axes");
    return static_cast<std::size_t>(axis < 0 ? axis + n : axis);
}

Dims broadcast(const Dims& a, const Dims& b) {
    const std::size_t rank = std::max(a.size(), b.size());
    Dims result(rank, Dim(1));
    for (std::size_t i = 0; i < rank; ++i) {  // counted from the last axis
        const Dim da = i < a.size() ? a[a.size() - 1 - i] : Dim(1);
        const Dim db = i < b.size() ? b[b.size() - 1 - i] : Dim(1);
        result[rank - 1 - i] = broadcast(da, db, a, b);
    }
    return result;
}

Dims conv2d(const Dims& x, const Dims& w, const std::optional<Dims>& bias, const ConvOptions& options) {
    require_rank(x, 4, "a convolution's input");
    require_rank(w, 4, "a convolution's weight");
    const std::int64_t channels = fixed(x[1], "the number of channels");
    const std::int64_t outputs = fixed(w[0], "the number of output channels");
    if (options.groups < 1 || channels % options.groups != 0 || outputs % options.groups != 0)
        throw GraphError(std::to_string(options.groups) + " groups do not divide " + std::to_string(channels) +
                         " input and " + std::to_string(outputs) + " output channels");
    if (w[1] != Dim(channels / options.groups))
        throw GraphError("a convolution's weight " + to_string(w) + " does not fit the input " + to_string(x) + " in " +
                         std::to_string(options.groups) + " group(s)");
    if (bias && *bias != Dims{outputs})
        throw GraphError("a convolution's bias must have the shape [" + std::to_string(outputs) + "], not " +
                         to_string(*bias));
    return {
        x[0], outputs,
        windows(x[2], fixed(w[2], "the kernel"), options.stride.height, options.padding.height,
                options.dilation.height),
        windows(x[3], fixed(w[3], "the kernel"), options.stride.width, options.padding.width, options.dilation.width)};
}

Dims pool2d(const Dims& x, const PoolOptions& options) {
    require_rank(x, 4, "a pooling's input");
    // Beyond half the kernel a window could lie in the padding alone: torch refuses it, ONNX would answer -infinity.
    if (options.padding.height * 2 > options.kernel.height || options.padding.width * 2 > options.kernel.width)
        throw GraphError("a pooling's padding must be at most half of its kernel");
    return {x[0], x[1], windows(x[2], options.kernel.height, options.stride.height, options.padding.height, 1),
            windows(x[3], options.kernel.width, options.stride.width, options.padding.width, 1)};
}

Dims global_pool(const Dims& x) {
    require_rank(x, 4, "a pooling's input");
    return {x[0], x[1], 1, 1};
}

Dims gemm(const Dims& a, const Dims& b, const std::optional<Dims>& c, const GemmOptions& options) {
    require_rank(a, 2, "a Gemm's first factor");
    require_rank(b, 2, "a Gemm's second factor");
    const Dim& inner_a = a[options.transpose_a ? 0 : 1];
    const Dim& inner_b = b[options.transpose_b ? 1 : 0];
    if (inner_a != inner_b)
        throw GraphError("the inner sizes of " + to_string(a) + (options.transpose_a ? "ᵀ" : "") + " and " +
                         to_string(b) + (options.transpose_b ? "ᵀ" : "") + " differ");
    const Dims result{a[options.transpose_a ? 1 : 0], b[options.transpose_b ? 0 : 1]};
    if (c && broadcast(*c, result) != result)
        throw GraphError("a bias of shape " + to_string(*c) + " does not fit the result " + to_string(result));
    return result;
}

Dims matmul(const Dims& a, const Dims& b) {
    if (a.size() < 2 || b.size() < 2)
        throw GraphError("a matrix product needs two axes or more, not " + to_string(a) + " and " + to_string(b));
    if (a.back() != b[b.size() - 2])
        throw GraphError("the inner sizes of " + to_string(a) + " and " + to_string(b) + " differ");
    Dims result = broadcast(Dims(a.begin(), a.end() - 2), Dims(b.begin(), b.end() - 2));
    result.push_back(a[a.size() - 2]);
    result.push_back(b.back());
    return result;
}

std::int64_t recurrent(const Dims& x, const Dims& w, const Dims& r, const Dims& b, std::span<const Dims> states,
                       std::int64_t gates) {
    require_rank(x, 3, "a recurrent layer's input");
    require_rank(w, 3, "a recurrent layer's input weight");
    require_rank(r, 3, "a recurrent layer's recurrent weight");
    const std::int64_t rows = fixed(w[1], "the number of gates");
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

}  // namespace mllab::onnx_writer::shapes
