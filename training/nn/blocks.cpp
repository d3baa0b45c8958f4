#include "training/nn/blocks.hpp"

#include "training/onnx/weights.hpp"

namespace mllab::recipes {

namespace {

core::Shape shape_of(const torch::Tensor& tensor) { return {tensor.sizes().begin(), tensor.sizes().end()}; }

void replace(torch::Tensor& tensor, const std::vector<float>& numbers) {
    const torch::NoGradGuard no_gradients;
    tensor.copy_(torch::tensor(numbers).view(tensor.sizes()));
}

template <typename Norm>
void fold_norm(torch::Tensor& weight, torch::Tensor& bias, const Norm& norm) {
    const auto gamma = numbers_of(norm->weight);
    const auto beta = numbers_of(norm->bias);
    const auto mean = numbers_of(norm->running_mean);
    const auto variance = numbers_of(norm->running_var);
    const auto folded = onnx_writer::fold_batch_norm(
        numbers_of(weight), numbers_of(bias),
        {.gamma = gamma, .beta = beta, .mean = mean, .variance = variance, .epsilon = norm->options.eps()});
    replace(weight, folded.weight);
    replace(bias, folded.bias);
}

}  // namespace

std::vector<float> numbers_of(const torch::Tensor& tensor) {
    const torch::Tensor plain = tensor.detach().to(torch::kFloat32).contiguous();
    const float* data = plain.data_ptr<float>();
    return {data, data + plain.numel()};
}

onnx_writer::Value store(onnx_writer::GraphBuilder& graph, const std::string& name, torch::Tensor& tensor,
                         onnx_writer::Storage storage) {
    const auto numbers = numbers_of(tensor);
    const auto shape = shape_of(tensor);
    replace(tensor, onnx_writer::stored_values(numbers, shape, storage));
    return graph.weight(name, numbers, shape, storage);
}

ConvBlockImpl::ConvBlockImpl(std::int64_t in, std::int64_t out, const ConvPlan& plan) : plan_(plan) {
    conv_ = register_module(
        "conv",
        torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, plan.kernel).stride(plan.stride).padding(plan.kernel / 2)));
    norm_ = register_module("norm", torch::nn::BatchNorm2d(out));
    torch::nn::init::kaiming_normal_(conv_->weight, 0, torch::kFanOut, torch::kReLU);
    torch::nn::init::zeros_(conv_->bias);
}

torch::Tensor ConvBlockImpl::forward(const torch::Tensor& x) {
    torch::Tensor y = conv_->forward(x);
    if (!folded_) y = norm_->forward(y);
    return plan_.relu ? torch::relu(y) : y;
}

void ConvBlockImpl::fold() {
    fold_norm(conv_->weight, conv_->bias, norm_);
    folded_ = true;
}

onnx_writer::Value ConvBlockImpl::write(onnx_writer::GraphBuilder& graph, const onnx_writer::Value& x,
                                        const std::string& name, onnx_writer::Storage storage) {
    const auto weight = store(graph, name + ".weight", conv_->weight, storage);
    const auto bias = store(graph, name + ".bias", conv_->bias, onnx_writer::Storage::float32());
    const auto y = graph.conv2d(x, weight, bias, {.stride = plan_.stride, .padding = plan_.kernel / 2});
    return plan_.relu ? graph.relu(y) : y;
}

std::int64_t ConvBlockImpl::parameter_count() const { return conv_->weight.numel() + conv_->bias.numel(); }

LinearBlockImpl::LinearBlockImpl(std::int64_t in, std::int64_t out) {
    linear_ = register_module("linear", torch::nn::Linear(in, out));
    norm_ = register_module("norm", torch::nn::BatchNorm1d(out));
    torch::nn::init::kaiming_normal_(linear_->weight, 0, torch::kFanIn, torch::kReLU);
    torch::nn::init::zeros_(linear_->bias);
}

torch::Tensor LinearBlockImpl::forward(const torch::Tensor& x) {
    const torch::Tensor y = linear_->forward(x);
    return torch::relu(folded_ ? y : norm_->forward(y));
}

void LinearBlockImpl::fold() {
    fold_norm(linear_->weight, linear_->bias, norm_);
    folded_ = true;
}

onnx_writer::Value LinearBlockImpl::write(onnx_writer::GraphBuilder& graph, const onnx_writer::Value& x,
                                          const std::string& name, onnx_writer::Storage storage,
                                          std::vector<onnx_writer::Value>& weights) {
    weights.push_back(store(graph, name + ".weight", linear_->weight, storage));
    const auto bias = store(graph, name + ".bias", linear_->bias, onnx_writer::Storage::float32());
    return graph.relu(graph.linear(x, weights.back(), bias));
}

const torch::Tensor& LinearBlockImpl::weight() const { return linear_->weight; }

std::int64_t LinearBlockImpl::parameter_count() const { return linear_->weight.numel() + linear_->bias.numel(); }

}  // namespace mllab::recipes
