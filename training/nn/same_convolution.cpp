#include "training/nn/same_convolution.hpp"

#include <format>
#include <utility>

#include "training/importers/import_error.hpp"
#include "training/nn/fold_norm.hpp"
#include "training/parallel/layers.hpp"

namespace mllab::nn {

using onnx_writer::Padding;
using onnx_writer::Storage;
using onnx_writer::Value;

namespace {

std::int64_t strided(std::int64_t size, std::int64_t stride) { return (size + stride - 1) / stride; }

}  // namespace

SameConvolution::SameConvolution(std::int64_t in, std::int64_t out, const SameConvPlan& plan) : plan_(plan) {
    conv_ = register_module(
        "conv",
        torch::nn::Conv2d(
            torch::nn::Conv2dOptions(in, out, plan.kernel).stride(plan.stride).groups(plan.depthwise ? in : 1)));
    if (plan.deviation)
        torch::nn::init::normal_(conv_->weight, 0, *plan.deviation);
    else
        torch::nn::init::kaiming_normal_(conv_->weight, 0, torch::kFanOut, torch::kReLU);
    torch::nn::init::zeros_(conv_->bias);
    if (plan.norm) norm_ = register_module("norm", torch::nn::BatchNorm2d(out));
}

torch::Tensor SameConvolution::forward(const torch::Tensor& x) {
    const Padding padding = onnx_writer::same_padding({x.size(2), x.size(3)}, plan_.kernel, plan_.stride);
    const bool even = padding.top == padding.bottom && padding.left == padding.right;
    const torch::Tensor padded =
        even ? x : torch::constant_pad_nd(x, {padding.left, padding.right, padding.top, padding.bottom});
    const std::vector<std::int64_t> rest{even ? padding.top : 0, even ? padding.left : 0};
    torch::Tensor y = torch::conv2d(padded, conv_->weight, conv_->bias, plan_.stride, rest, 1, conv_->options.groups());
    if (plan_.norm && !folded_) y = parallel::batch_norm(norm_, y);
    return plan_.relu6 ? torch::relu6(y) : y;
}

void SameConvolution::fold() {
    if (!plan_.norm) return;
    fold_norm(conv_->weight, conv_->bias, norm_);
    folded_ = true;
}

Sizes SameConvolution::output_of(const Sizes& input) const {
    return {conv_->weight.size(0), strided(input.at(1), plan_.stride), strided(input.at(2), plan_.stride)};
}

void SameConvolution::round() { round_to(conv_->weight, plan_.storage); }

Value SameConvolution::write(GraphWeights& weights, const Value& x, const std::string& name) const {
    const auto weight = weights.write(name + ".weight", conv_->weight, plan_.storage);
    const auto bias = weights.write(name + ".bias", conv_->bias, Storage::float32());
    const auto padding = onnx_writer::same_padding(
        {onnx_writer::size_like(x.dims().at(2), plan_.stride), onnx_writer::size_like(x.dims().at(3), plan_.stride)},
        plan_.kernel, plan_.stride);
    const auto y = weights.graph().conv2d(
        x, weight, bias, {.stride = plan_.stride, .padding = padding, .groups = conv_->options.groups()});
    return plan_.relu6 ? weights.graph().clip(y, 0, 6) : y;
}

std::string SameConvolution::in_words() const {
    return std::format("{}convolution {}×{}, {} maps{}, {}", plan_.depthwise ? "depthwise " : "", plan_.kernel,
                       plan_.kernel, conv_->weight.size(0),
                       plan_.stride > 1 ? std::format(", stride {}", plan_.stride) : "",
                       plan_.relu6 ? "ReLU6" : "linear");
}

std::int64_t SameConvolution::parameter_count() const { return conv_->weight.numel() + conv_->bias.numel(); }

void SameConvolution::take(const importers::Convolution& imported) {
    const core::Shape wanted(conv_->weight.sizes().begin(), conv_->weight.sizes().end());
    const auto refuse = [&](const std::string& why) {
        throw importers::ImportError(
            std::format("“{}” is not the {} that is wanted: {}", imported.name, in_words(), why));
    };
    if (imported.shape != wanted)
        refuse(std::format("its weight is {}, not {}", core::to_string(imported.shape), core::to_string(wanted)));
    if (std::cmp_not_equal(imported.weight.size(), core::element_count(wanted)) ||
        std::cmp_not_equal(imported.bias.size(), wanted.front()))
        refuse(std::format("it has {} weights and {} biases", imported.weight.size(), imported.bias.size()));
    if (imported.stride != plan_.stride) refuse(std::format("its stride is {}", imported.stride));
    if (imported.groups != conv_->options.groups()) refuse(std::format("it has {} groups", imported.groups));
    if (imported.relu6 != plan_.relu6) refuse(imported.relu6 ? "it ends in ReLU6" : "it is linear");
    replace(conv_->weight, imported.weight);
    replace(conv_->bias, imported.bias);
}

InvertedResidual::InvertedResidual(const Plan& plan) : plan_(plan) {
    const std::int64_t inside = plan.in * plan.expansion;
    const auto part = [&](const std::string& name, std::int64_t in, std::int64_t out, const SameConvPlan& how) {
        parts_.push_back(
            {.name = name, .convolution = register_module(name, std::make_shared<SameConvolution>(in, out, how))});
    };
    if (plan.expansion != 1) part("expand", plan.in, inside, {.kernel = 1, .storage = plan.pointwise});
    part("depthwise", inside, inside,
         {.kernel = plan.kernel, .stride = plan.stride, .depthwise = true, .storage = plan.depthwise});
    part("project", inside, plan.out, {.kernel = 1, .relu6 = false, .storage = plan.pointwise});
}

torch::Tensor InvertedResidual::forward(const torch::Tensor& x) {
    torch::Tensor y = x;
    for (const Part& part : parts_) y = part.convolution->forward(y);
    if (!adds()) return y;
    return y + (plan_.pools ? torch::max_pool2d(x, 2) : x);
}

Sizes InvertedResidual::output_of(const Sizes& input) const {
    return {plan_.out, strided(input.at(1), plan_.stride), strided(input.at(2), plan_.stride)};
}

void InvertedResidual::round() {
    for (const Part& part : parts_) part.convolution->round();
}

Value InvertedResidual::write(GraphWeights& weights, const Value& x, const std::string& name) const {
    Value y = x;
    for (const Part& part : parts_) y = part.convolution->write(weights, y, name + "." + part.name);
    if (!adds()) return y;
    auto& graph = weights.graph();
    return graph.add(plan_.pools ? graph.max_pool(x, {.kernel = 2, .stride = 2}) : x, y);
}

std::string InvertedResidual::in_words() const {
    return std::format("inverted residual, {} to {} to {} maps{}{}", plan_.in, plan_.in * plan_.expansion, plan_.out,
                       plan_.kernel != 3 ? std::format(", {0}×{0}", plan_.kernel) : "",
                       plan_.stride > 1 ? std::format(", stride {}", plan_.stride) : "");
}

std::int64_t InvertedResidual::parameter_count() const {
    std::int64_t count = 0;
    for (const Part& part : parts_) count += part.convolution->parameter_count();
    return count;
}

}  // namespace mllab::nn
