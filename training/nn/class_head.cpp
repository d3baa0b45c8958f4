#include "training/nn/class_head.hpp"

namespace mllab::nn {

void ClassHead::add_head(const HeadPlan& plan) {
    maps_name_ = last_name();
    if (plan.shows_maps) output("features_last", "the last feature maps");
    mean_ = add("mean", std::make_shared<Mean>());
    add("drop", std::make_shared<Dropout>(plan.dropout));
    last_ = add("last", std::make_shared<Linear>(plan.channels, plan.classes, plan.storage));
    output("logits", plan.logits_meaning);
}

NamedTensors ClassHead::further_outputs(const torch::Tensor& /*images*/, const NamedTensors& /*outputs*/) {
    return {{"class_activation", torch::conv2d(last_maps(), last_->weight().unsqueeze(2).unsqueeze(3))}};
}

void ClassHead::write_further(GraphWeights& weights, const NamedValues& values) const {
    auto& graph = weights.graph();
    const auto kernel = graph.unsqueeze(weights.at("last.weight"), {2, 3});
    graph.output("class_activation", graph.conv2d(named(values, maps_name_), kernel, std::nullopt),
                 "where the last maps speak for or against each class");
}

}  // namespace mllab::nn
