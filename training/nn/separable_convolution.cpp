#include <format>

#include "training/nn/same_convolution.hpp"

namespace mllab::nn {

SeparableConvolution::SeparableConvolution(const Plan& plan) : plan_(plan) {
    depthwise_ = register_module(
        "depthwise",
        std::make_shared<SameConvolution>(
            plan.in, plan.in,
            SameConvPlan{.stride = plan.stride, .depthwise = true, .norm = true, .storage = plan.depthwise}));
    pointwise_ =
        register_module("pointwise", std::make_shared<SameConvolution>(plan.in, plan.out,
                                                                       SameConvPlan{.kernel = 1,
                                                                                    .relu6 = !plan.linear,
                                                                                    .norm = !plan.linear,
                                                                                    .deviation = plan.deviation,
                                                                                    .storage = plan.pointwise}));
}

torch::Tensor SeparableConvolution::forward(const torch::Tensor& x) {
    return pointwise_->forward(depthwise_->forward(x));
}

Sizes SeparableConvolution::output_of(const Sizes& input) const {
    return pointwise_->output_of(depthwise_->output_of(input));
}

void SeparableConvolution::fold() {
    depthwise_->fold();
    pointwise_->fold();
}

void SeparableConvolution::round() {
    depthwise_->round();
    pointwise_->round();
}

onnx_writer::Value SeparableConvolution::write(GraphWeights& weights, const onnx_writer::Value& x,
                                               const std::string& name) const {
    return pointwise_->write(weights, depthwise_->write(weights, x, name + ".depthwise"), name + ".pointwise");
}

std::string SeparableConvolution::in_words() const {
    return std::format("separable convolution 3×3, {} to {} maps{}{}", plan_.in, plan_.out,
                       plan_.stride > 1 ? std::format(", stride {}", plan_.stride) : "",
                       plan_.linear ? ", linear" : ", ReLU6");
}

std::int64_t SeparableConvolution::parameter_count() const {
    return depthwise_->parameter_count() + pointwise_->parameter_count();
}

}  // namespace mllab::nn
