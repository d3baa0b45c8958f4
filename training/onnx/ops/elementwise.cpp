// Element by element: Add, Sub, Mul, Div, Greater and Where with numpy's broadcasting; the activations, Sqrt, Log,
// Clip, Cast and Identity, which keep the shape.
#include <cmath>

#include "training/onnx/graph_impl.hpp"
#include "training/onnx/ops/rules.hpp"

namespace mllab::onnx_writer {

Value GraphBuilder::Impl::elementwise(const std::string& op, const Value& a, const Value& b) {
    require_same_type(op.c_str(), a, b);
    return emit(op, {a, b}, a.type(), broadcast(a.dims(), b.dims()));
}

Value GraphBuilder::add(const Value& a, const Value& b) { return impl_->elementwise("Add", a, b); }
Value GraphBuilder::sub(const Value& a, const Value& b) { return impl_->elementwise("Sub", a, b); }
Value GraphBuilder::mul(const Value& a, const Value& b) { return impl_->elementwise("Mul", a, b); }
Value GraphBuilder::div(const Value& a, const Value& b) { return impl_->elementwise("Div", a, b); }

Value GraphBuilder::greater(const Value& a, const Value& b) {
    require_same_type("greater", a, b);
    return impl_->emit("Greater", {a, b}, DType::boolean, broadcast(a.dims(), b.dims()));
}

Value GraphBuilder::where(const Value& condition, const Value& then, const Value& otherwise) {
    if (condition.type() != DType::boolean)
        throw GraphError("where needs a boolean condition, but \"" + condition.name() + "\" is " +
                         to_string(condition.type()));
    require_same_type("where", then, otherwise);
    const Dims dims = broadcast(condition.dims(), broadcast(then.dims(), otherwise.dims()));
    return impl_->emit("Where", {condition, then, otherwise}, then.type(), dims);
}

Value GraphBuilder::Impl::activation(const std::string& op, const Value& x, Attributes attributes) {
    require_float(op.c_str(), x);
    return emit(op, {x}, DType::float32, x.dims(), std::move(attributes));
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

Value GraphBuilder::cast(const Value& x, DType type) {
    return impl_->emit("Cast", {x}, type, x.dims(), {{"to", onnx_type(type)}});
}

Value GraphBuilder::identity(const Value& x) { return impl_->emit("Identity", {x}, x.type(), x.dims()); }

}  // namespace mllab::onnx_writer
