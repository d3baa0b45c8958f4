#include "training/recipes/rock_paper_scissors/gesture_network.hpp"

#include "experiments/rock_paper_scissors/pipeline/pipeline.hpp"

namespace mllab::recipes {

namespace {

constexpr auto classes = static_cast<std::int64_t>(rock_paper_scissors::class_count);
constexpr const char* maps_name = "features_last";

}  // namespace

void GestureNetwork::add_head(std::int64_t channels, double dropout, onnx_writer::Storage storage) {
    output(maps_name, "the last feature maps");
    mean_ = add("mean", std::make_shared<Mean>());
    add("drop", std::make_shared<nn::Dropout>(dropout));
    last_ = add("last", std::make_shared<nn::Linear>(channels, classes, storage));
    output("logits", "rock, paper, scissors and “no hand”, before softmax");
}

nn::NamedTensors GestureNetwork::further_outputs(const torch::Tensor& /*images*/, const nn::NamedTensors& outputs) {
    return {
        {"class_activation", torch::conv2d(nn::named(outputs, maps_name), last_->weight().unsqueeze(2).unsqueeze(3))}};
}

void GestureNetwork::write_further(nn::GraphWeights& weights, const NamedValues& values) const {
    auto& graph = weights.graph();
    const auto kernel = graph.unsqueeze(weights.at("last.weight"), {2, 3});
    graph.output("class_activation", graph.conv2d(nn::named(values, maps_name), kernel, std::nullopt),
                 "where the last maps speak for or against each class");
}

}  // namespace mllab::recipes
