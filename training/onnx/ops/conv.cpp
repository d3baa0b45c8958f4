// Windows that slide over pictures: Conv, MaxPool, AveragePool, GlobalAveragePool.
#include <algorithm>

#include "training/onnx/graph_impl.hpp"
#include "training/onnx/ops/rules.hpp"

namespace mllab::onnx_writer {

namespace {

// Number of windows of (kernel - 1) * dilation + 1 along one axis with padding before and after. Of a dynamic axis it
// is known as far as the stride divides its step.
Dim windows(const Dim& size, std::int64_t kernel, std::int64_t stride, std::int64_t before, std::int64_t after,
            std::int64_t dilation) {
    constexpr std::int64_t most = 1 << 20;
    if (std::min({kernel, stride, dilation}) < 1 || std::min(before, after) < 0 ||
        std::max({kernel, stride, before, after, dilation}) > most)
        throw GraphError("kernel, stride and dilation must be positive and padding not negative");
    const std::int64_t smallest = size_like(size, stride);
    const std::int64_t free = smallest + before + after - dilation * (kernel - 1) - 1;
    if (free < 0)
        throw GraphError("a kernel of " + std::to_string(kernel) + " does not fit into " + std::to_string(smallest) +
                         " with padding " + std::to_string(before) + " and " + std::to_string(after));
    const std::int64_t count = free / stride + 1;
    return size.is_dynamic() ? size.with(size.step() / stride, count - size.step() / stride) : Dim(count);
}

std::vector<std::int64_t> list(const Pair& pair) { return {pair.height, pair.width}; }
// In ONNX's order.
std::vector<std::int64_t> list(const Padding& p) { return {p.top, p.left, p.bottom, p.right}; }

// x [N, C, H, W], w [M, C / groups, kH, kW], bias [M] -> [N, M, oH, oW].
Dims conv_shape(const Dims& x, const Dims& w, const std::optional<Dims>& bias, const ConvOptions& options) {
    require_rank(x, 4, "a convolution's input");
    require_rank(w, 4, "a convolution's weight");
    const std::int64_t channels = fixed_size(x[1], "the number of channels");
    const std::int64_t outputs = fixed_size(w[0], "the number of output channels");
    if (options.groups < 1 || channels % options.groups != 0 || outputs % options.groups != 0)
        throw GraphError(std::to_string(options.groups) + " groups do not divide " + std::to_string(channels) +
                         " input and " + std::to_string(outputs) + " output channels");
    if (w[1] != Dim(channels / options.groups))
        throw GraphError("a convolution's weight " + to_string(w) + " does not fit the input " + to_string(x) + " in " +
                         std::to_string(options.groups) + " group(s)");
    if (bias && *bias != Dims{outputs})
        throw GraphError("a convolution's bias must have the shape [" + std::to_string(outputs) + "], not " +
                         to_string(*bias));
    return {x[0], outputs,
            windows(x[2], fixed_size(w[2], "the kernel"), options.stride.height, options.padding.top,
                    options.padding.bottom, options.dilation.height),
            windows(x[3], fixed_size(w[3], "the kernel"), options.stride.width, options.padding.left,
                    options.padding.right, options.dilation.width)};
}

}  // namespace

Value GraphBuilder::conv2d(const Value& x, const Value& weight, const std::optional<Value>& bias,
                           const ConvOptions& options) {
    require_float("conv2d", x);
    require_float("conv2d", weight);
    if (bias) require_float("conv2d", *bias);
    const Dims dims = conv_shape(x.dims(), weight.dims(), dims_of(bias), options);
    std::vector<std::optional<Value>> inputs{x, weight};
    if (bias) inputs.emplace_back(*bias);
    return impl_->emit("Conv", inputs, DType::float32, dims,
                       {{"dilations", list(options.dilation)},
                        {"group", options.groups},
                        {"kernel_shape", std::vector{weight.dims()[2].size(), weight.dims()[3].size()}},
                        {"pads", list(options.padding)},
                        {"strides", list(options.stride)}});
}

namespace {

// x [N, C, H, W] -> [N, C, oH, oW], rounding down.
Dims pool_shape(const Dims& x, const PoolOptions& options) {
    require_rank(x, 4, "a pooling's input");
    // Beyond half the kernel a window could lie in the padding alone: torch refuses it, ONNX would answer -infinity.
    const auto& [top, left, bottom, right] = options.padding;
    if (std::max(top, bottom) * 2 > options.kernel.height || std::max(left, right) * 2 > options.kernel.width)
        throw GraphError("a pooling's padding must be at most half of its kernel");
    return {x[0], x[1], windows(x[2], options.kernel.height, options.stride.height, top, bottom, 1),
            windows(x[3], options.kernel.width, options.stride.width, left, right, 1)};
}

}  // namespace

Value GraphBuilder::max_pool(const Value& x, const PoolOptions& options) {
    require_float("max_pool", x);
    return impl_->emit(
        "MaxPool", {x}, DType::float32, pool_shape(x.dims(), options),
        {{"kernel_shape", list(options.kernel)}, {"pads", list(options.padding)}, {"strides", list(options.stride)}});
}

Value GraphBuilder::average_pool(const Value& x, const PoolOptions& options) {
    require_float("average_pool", x);
    return impl_->emit("AveragePool", {x}, DType::float32, pool_shape(x.dims(), options),
                       {{"count_include_pad", std::int64_t{options.count_include_pad ? 1 : 0}},
                        {"kernel_shape", list(options.kernel)},
                        {"pads", list(options.padding)},
                        {"strides", list(options.stride)}});
}

Value GraphBuilder::global_average_pool(const Value& x) {
    require_float("global_average_pool", x);
    require_rank(x.dims(), 4, "a pooling's input");
    return impl_->emit("GlobalAveragePool", {x}, DType::float32, {x.dims()[0], x.dims()[1], 1, 1});
}

}  // namespace mllab::onnx_writer
