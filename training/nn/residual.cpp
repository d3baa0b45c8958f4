#include "training/nn/residual.hpp"

namespace mllab::recipes {

namespace {

constexpr std::int64_t squeezed_to = 8;  // an eighth of the channels

}  // namespace

ResidualBlockImpl::ResidualBlockImpl(std::int64_t channels) {
    first_ = register_module("first", ConvBlock(channels, channels, ConvPlan{}));
    second_ = register_module("second", ConvBlock(channels, channels, ConvPlan{.relu = false}));
    squeeze_ = register_module("squeeze", torch::nn::Linear(channels, channels / squeezed_to));
    excite_ = register_module("excite", torch::nn::Linear(channels / squeezed_to, channels));
}

torch::Tensor ResidualBlockImpl::forward(const torch::Tensor& x) {
    const torch::Tensor change = second_->forward(first_->forward(x));
    const torch::Tensor means = change.mean({2, 3});
    const torch::Tensor gate = torch::sigmoid(excite_->forward(torch::relu(squeeze_->forward(means))));
    return torch::relu(x + change * gate.unsqueeze(2).unsqueeze(3));
}

void ResidualBlockImpl::fold() {
    first_->fold();
    second_->fold();
}

onnx_writer::Value ResidualBlockImpl::write(onnx_writer::GraphBuilder& graph, const onnx_writer::Value& x,
                                            const std::string& name, onnx_writer::Storage storage) {
    const auto linear = [&](const onnx_writer::Value& in, torch::nn::Linear& layer, const std::string& part) {
        const auto weight = store(graph, name + "." + part + ".weight", layer->weight, storage);
        const auto bias = store(graph, name + "." + part + ".bias", layer->bias, onnx_writer::Storage::float32());
        return graph.linear(in, weight, bias);
    };
    const auto change =
        second_->write(graph, first_->write(graph, x, name + ".first", storage), name + ".second", storage);
    const auto means = graph.reduce_mean(change, {2, 3});
    const auto gate = graph.sigmoid(linear(graph.relu(linear(means, squeeze_, "squeeze")), excite_, "excite"));
    return graph.relu(graph.add(x, graph.mul(change, graph.unsqueeze(gate, {2, 3}))));
}

std::int64_t ResidualBlockImpl::parameter_count() const {
    std::int64_t count = first_->parameter_count() + second_->parameter_count();
    for (const auto& layer : {squeeze_, excite_}) count += layer->weight.numel() + layer->bias.numel();
    return count;
}

}  // namespace mllab::recipes
