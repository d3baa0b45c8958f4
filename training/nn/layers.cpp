#include "training/nn/layers.hpp"

#include <format>
#include <functional>
#include <numeric>

#include "training/nn/fold_norm.hpp"
#include "training/parallel/layers.hpp"

namespace mllab::nn {

using onnx_writer::Storage;
using onnx_writer::Value;

Convolution::Convolution(std::int64_t in, std::int64_t out, const ConvPlan& plan) : plan_(plan) {
    conv_ = register_module(
        "conv",
        torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, plan.kernel).stride(plan.stride).padding(plan.kernel / 2)));
    norm_ = register_module("norm", torch::nn::BatchNorm2d(out));
    torch::nn::init::kaiming_normal_(conv_->weight, 0, torch::kFanOut, torch::kReLU);
    torch::nn::init::zeros_(conv_->bias);
}

torch::Tensor Convolution::forward(const torch::Tensor& x) {
    torch::Tensor y = conv_->forward(x);
    if (!folded_) y = parallel::batch_norm(norm_, y);
    return plan_.relu ? torch::relu(y) : y;
}

Sizes Convolution::output_of(const Sizes& input) const {
    const auto strided = [&](std::int64_t size) { return (size + plan_.stride - 1) / plan_.stride; };
    return {conv_->weight.size(0), strided(input.at(1)), strided(input.at(2))};
}

void Convolution::fold() {
    fold_norm(conv_->weight, conv_->bias, norm_);
    folded_ = true;
}

void Convolution::silence() {
    torch::nn::init::zeros_(norm_->weight);
    torch::nn::init::zeros_(norm_->bias);
}

void Convolution::round() { round_to(conv_->weight, plan_.storage); }

Value Convolution::write(GraphWeights& weights, const Value& x, const std::string& name) const {
    const auto weight = weights.write(name + ".weight", conv_->weight, plan_.storage);
    const auto bias = weights.write(name + ".bias", conv_->bias, Storage::float32());
    const auto y = weights.graph().conv2d(x, weight, bias, {.stride = plan_.stride, .padding = plan_.kernel / 2});
    return plan_.relu ? weights.graph().relu(y) : y;
}

std::string Convolution::in_words() const {
    return std::format("convolution {}×{}, {} maps{}", plan_.kernel, plan_.kernel, conv_->weight.size(0),
                       plan_.stride > 1 ? std::format(", stride {}", plan_.stride) : "");
}

std::int64_t Convolution::parameter_count() const { return conv_->weight.numel() + conv_->bias.numel(); }

Hidden::Hidden(std::int64_t in, std::int64_t out, Storage storage) : storage_(storage) {
    linear_ = register_module("linear", torch::nn::Linear(in, out));
    norm_ = register_module("norm", torch::nn::BatchNorm1d(out));
    torch::nn::init::kaiming_normal_(linear_->weight, 0, torch::kFanIn, torch::kReLU);
    torch::nn::init::zeros_(linear_->bias);
}

torch::Tensor Hidden::forward(const torch::Tensor& x) { return torch::relu(before_relu(x)); }

torch::Tensor Hidden::before_relu(const torch::Tensor& x) {
    const torch::Tensor y = linear_->forward(x);
    return folded_ ? y : parallel::batch_norm(norm_, y);
}

void Hidden::fold() {
    fold_norm(linear_->weight, linear_->bias, norm_);
    folded_ = true;
}

void Hidden::round() { round_to(linear_->weight, storage_); }

Value Hidden::write(GraphWeights& weights, const Value& x, const std::string& name) const {
    const auto weight = weights.write(name + ".weight", linear_->weight, storage_);
    const auto bias = weights.write(name + ".bias", linear_->bias, Storage::float32());
    return weights.graph().relu(weights.graph().linear(x, weight, bias));
}

std::int64_t Hidden::parameter_count() const { return linear_->weight.numel() + linear_->bias.numel(); }

Linear::Linear(std::int64_t in, std::int64_t out, Storage storage) : storage_(storage) {
    linear_ = register_module("linear", torch::nn::Linear(in, out));
}

torch::Tensor Linear::forward(const torch::Tensor& x) { return linear_->forward(x.flatten(1)); }

void Linear::round() { round_to(linear_->weight, storage_); }

Value Linear::write(GraphWeights& weights, const Value& x, const std::string& name) const {
    const auto weight = weights.write(name + ".weight", linear_->weight, storage_);
    const auto bias = weights.write(name + ".bias", linear_->bias, Storage::float32());
    return weights.graph().linear(x.rank() > 2 ? weights.graph().flatten(x) : x, weight, bias);
}

std::int64_t Linear::parameter_count() const { return linear_->weight.numel() + linear_->bias.numel(); }

torch::Tensor Pooling::forward(const torch::Tensor& x) {
    return kind_ == Kind::maximum ? torch::max_pool2d(x, side_) : torch::avg_pool2d(x, side_);
}

Sizes Pooling::output_of(const Sizes& input) const { return {input.at(0), input.at(1) / side_, input.at(2) / side_}; }

Value Pooling::write(GraphWeights& weights, const Value& x, const std::string&) const {
    const onnx_writer::PoolOptions options{.kernel = side_, .stride = side_};
    return kind_ == Kind::maximum ? weights.graph().max_pool(x, options) : weights.graph().average_pool(x, options);
}

std::string Pooling::in_words() const {
    return std::format("{} of {}×{}", kind_ == Kind::maximum ? "maximum" : "mean", side_, side_);
}

Sizes Flatten::output_of(const Sizes& input) const {
    return {std::accumulate(input.begin(), input.end(), std::int64_t{1}, std::multiplies<>())};
}

torch::Tensor Dropout::forward(const torch::Tensor& x) { return parallel::dropout(x, part_, is_training()); }

std::string Dropout::in_words() const { return std::format("dropout {}", part_); }

Residual::Residual(std::int64_t channels, Storage storage) {
    constexpr std::int64_t squeezed_to = 8;  // an eighth of the channels
    first_ = register_module("first", std::make_shared<Convolution>(channels, channels, ConvPlan{.storage = storage}));
    second_ = register_module(
        "second", std::make_shared<Convolution>(channels, channels, ConvPlan{.relu = false, .storage = storage}));
    squeeze_ = register_module("squeeze", std::make_shared<Linear>(channels, channels / squeezed_to, storage));
    excite_ = register_module("excite", std::make_shared<Linear>(channels / squeezed_to, channels, storage));
}

torch::Tensor Residual::forward(const torch::Tensor& x) {
    const torch::Tensor change = second_->forward(first_->forward(x));
    const torch::Tensor means = change.mean({2, 3});
    const torch::Tensor gate = torch::sigmoid(excite_->forward(torch::relu(squeeze_->forward(means))));
    return torch::relu(x + change * gate.unsqueeze(2).unsqueeze(3));
}

void Residual::fold() {
    first_->fold();
    second_->fold();
}

void Residual::round() {
    first_->round();
    second_->round();
    squeeze_->round();
    excite_->round();
}

Value Residual::write(GraphWeights& weights, const Value& x, const std::string& name) const {
    auto& graph = weights.graph();
    const auto change = second_->write(weights, first_->write(weights, x, name + ".first"), name + ".second");
    const auto means = graph.reduce_mean(change, {2, 3});
    const auto squeezed = graph.relu(squeeze_->write(weights, means, name + ".squeeze"));
    const auto gate = graph.sigmoid(excite_->write(weights, squeezed, name + ".excite"));
    return graph.relu(graph.add(x, graph.mul(change, graph.unsqueeze(gate, {2, 3}))));
}

std::int64_t Residual::parameter_count() const {
    return first_->parameter_count() + second_->parameter_count() + squeeze_->parameter_count() +
           excite_->parameter_count();
}

}  // namespace mllab::nn
