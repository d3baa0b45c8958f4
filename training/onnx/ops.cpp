// Operators that compute. Each is its shape rule, its element types and its attributes; ONNX's own documents are at
// the operator's name, opset 17.
#include <cmath>

#include "training/onnx/graph_impl.hpp"
#include "training/onnx/shapes.hpp"

namespace mllab::onnx_writer {

namespace {

std::optional<Dims> dims_of(const std::optional<Value>& value) {
    return value ? std::optional<Dims>(value->dims()) : std::nullopt;
}

std::vector<std::int64_t> list(const Pair& pair) { return {pair.height, pair.width}; }
// ONNX wants the padding of each side: top, left, bottom, right.
std::vector<std::int64_t> sides(const Pair& pair) { return {pair.height, pair.width, pair.height, pair.width}; }

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

Value GraphBuilder::Impl::elementwise(const std::string& op, const Value& a, const Value& b) {
    require_same_type(op.c_str(), a, b);
    return emit(op, {a, b}, a.type(), shapes::broadcast(a.dims(), b.dims()));
}

Value GraphBuilder::Impl::activation(const std::string& op, const Value& x, Attributes attributes) {
    require_float(op.c_str(), x);
    return emit(op, {x}, DType::float32, x.dims(), std::move(attributes));
}

Value GraphBuilder::conv2d(const Value& x, const Value& weight, const std::optional<Value>& bias,
                           const ConvOptions& options) {
    require_float("conv2d", x);
    require_float("conv2d", weight);
    if (bias) require_float("conv2d", *bias);
    const Dims dims = shapes::conv2d(x.dims(), weight.dims(), dims_of(bias), options);
    std::vector<std::optional<Value>> inputs{x, weight};
    if (bias) inputs.emplace_back(*bias);
    return impl_->emit("Conv", inputs, DType::float32, dims,
                       {{"dilations", list(options.dilation)},
                        {"group", options.groups},
                        {"kernel_shape", std::vector{weight.dims()[2].size(), weight.dims()[3].size()}},
                        {"pads", sides(options.padding)},
                        {"strides", list(options.stride)}});
}

Value GraphBuilder::max_pool(const Value& x, const PoolOptions& options) {
    require_float("max_pool", x);
    return impl_->emit(
        "MaxPool", {x}, DType::float32, shapes::pool2d(x.dims(), options),
        {{"kernel_shape", list(options.kernel)}, {"pads", sides(options.padding)}, {"strides", list(options.stride)}});
}

Value GraphBuilder::average_pool(const Value& x, const PoolOptions& options) {
    require_float("average_pool", x);
    return impl_->emit("AveragePool", {x}, DType::float32, shapes::pool2d(x.dims(), options),
                       {{"count_include_pad", std::int64_t{options.count_include_pad ? 1 : 0}},
                        {"kernel_shape", list(options.kernel)},
                        {"pads", sides(options.padding)},
                        {"strides", list(options.stride)}});
}

Value GraphBuilder::global_average_pool(const Value& x) {
    require_float("global_average_pool", x);
    return impl_->emit("GlobalAveragePool", {x}, DType::float32, shapes::global_pool(x.dims()));
}

Value GraphBuilder::linear(const Value& x, const Value& weight, const std::optional<Value>& bias) {
    return gemm(x, weight, bias, {.transpose_a = false, .transpose_b = true});
}

Value GraphBuilder::gemm(const Value& a, const Value& b, const std::optional<Value>& c, const GemmOptions& options) {
    require_float("gemm", a);
    require_float("gemm", b);
    if (c) require_float("gemm", *c);
    const Dims dims = shapes::gemm(a.dims(), b.dims(), dims_of(c), options);
    std::vector<std::optional<Value>> inputs{a, b};
    if (c) inputs.emplace_back(*c);
    return impl_->emit(
        "Gemm", inputs, DType::float32, dims,
        {{"transA", std::int64_t{options.transpose_a ? 1 : 0}}, {"transB", std::int64_t{options.transpose_b ? 1 : 0}}});
}

Value GraphBuilder::matmul(const Value& a, const Value& b) {
    require_float("matmul", a);
    require_float("matmul", b);
    return impl_->emit("MatMul", {a, b}, DType::float32, shapes::matmul(a.dims(), b.dims()));
}

Value GraphBuilder::add(const Value& a, const Value& b) { return impl_->elementwise("Add", a, b); }
Value GraphBuilder::sub(const Value& a, const Value& b) { return impl_->elementwise("Sub", a, b); }
Value GraphBuilder::mul(const Value& a, const Value& b) { return impl_->elementwise("Mul", a, b); }
Value GraphBuilder::div(const Value& a, const Value& b) { return impl_->elementwise("Div", a, b); }

Value GraphBuilder::greater(const Value& a, const Value& b) {
    require_same_type("greater", a, b);
    return impl_->emit("Greater", {a, b}, DType::boolean, shapes::broadcast(a.dims(), b.dims()));
}

Value GraphBuilder::where(const Value& condition, const Value& then, const Value& otherwise) {
    if (condition.type() != DType::boolean)
        throw GraphError("where needs a boolean condition, but \"" + condition.name() + "\" is " +
                         to_string(condition.type()));
    require_same_type("where", then, otherwise);
    const Dims dims = shapes::broadcast(condition.dims(), shapes::broadcast(then.dims(), otherwise.dims()));
    return impl_->emit("Where", {condition, then, otherwise}, then.type(), dims);
}

Value GraphBuilder::relu(const Value& x) { return impl_->activation("Relu", x); }
Value GraphBuilder::sigmoid(const Value& x) { return impl_->activation("Sigmoid", x); }
Value GraphBuilder::tanh(const Value& x) { return impl_->activation("Tanh", x); }
Value GraphBuilder::sqrt(const Value& x) { return impl_->activation("Sqrt", x); }
Value GraphBuilder::log(const Value& x) { return impl_->activation("Log", x); }
Value GraphBuilder::hard_swish(const Value& x) { return impl_->activation("HardSwish", x); }

Value GraphBuilder::hard_sigmoid(const Value& x) {
    return impl_->activation("HardSigmoid", x, {{"alpha", 1.0F / 6.0F}, {"beta", 0.5F}});
}

Value GraphBuilder::clip(const Value& x, float low, float high) {
    require_float("clip", x);
    if (!std::isfinite(low) || !std::isfinite(high) || low > high) throw GraphError("clip needs low <= high, finite");
    return impl_->emit("Clip", {x, scalar(low), scalar(high)}, DType::float32, x.dims());
}

Value GraphBuilder::softmax(const Value& x, std::int64_t axis) {
    const std::size_t index = shapes::axis_index(axis, x.rank());
    return impl_->activation("Softmax", x, {{"axis", static_cast<std::int64_t>(index)}});
}

Value GraphBuilder::arg_max(const Value& x, std::int64_t axis, bool keep_dims) {
    require_float("arg_max", x);
    const auto index = static_cast<std::int64_t>(shapes::axis_index(axis, x.rank()));
    const Dims dims = shapes::reduce(x.dims(), {&index, 1}, keep_dims);
    return impl_->emit("ArgMax", {x}, DType::int64, dims,
                       {{"axis", index}, {"keepdims", std::int64_t{keep_dims ? 1 : 0}}});
}

Value GraphBuilder::reduce_mean(const Value& x, std::initializer_list<std::int64_t> axes, bool keep_dims) {
    require_float("reduce_mean", x);
    const std::vector<std::int64_t> list(axes);
    return impl_->emit("ReduceMean", {x}, DType::float32, shapes::reduce(x.dims(), list, keep_dims),
                       {{"axes", list}, {"keepdims", std::int64_t{keep_dims ? 1 : 0}}});
}

Value GraphBuilder::reduce_sum(const Value& x, std::initializer_list<std::int64_t> axes, bool keep_dims) {
    require_float("reduce_sum", x);
    const std::vector<std::int64_t> list(axes);
    const Dims dims = shapes::reduce(x.dims(), list, keep_dims);
    return impl_->emit("ReduceSum", {x, impl_->int64s("axes", list)}, DType::float32, dims,
                       {{"keepdims", std::int64_t{keep_dims ? 1 : 0}}});
}

}  // namespace mllab::onnx_writer
