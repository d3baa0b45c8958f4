#include "training/nn/class_head.hpp"

namespace mllab::nn {

void ClassHead::add_head(const HeadPlan& plan) {
    maps_name_ = last_name();
    if (plan.shows_maps) output("features_last", "the last feature maps");
    channels_ = plan.channels;
    mean_ = add("mean", std::make_shared<Mean>());
    std::int64_t given = channels_;
    further_ = plan.further;
    if (further_) {
        add(further_name, further_);
        given = further_->output_of({channels_}).front();
    }
    add("drop", std::make_shared<Dropout>(plan.dropout));
    last_ = add("last", std::make_shared<Linear>(given, plan.classes, plan.storage));
    output("logits", plan.logits_meaning);
}

NamedTensors ClassHead::further_outputs(const torch::Tensor& /*images*/, const NamedTensors& /*outputs*/) {
    const torch::Tensor& weight = last_->weight();
    const torch::Tensor of_maps = weight.slice(1, 0, channels_);
    torch::Tensor activation = torch::conv2d(last_maps(), of_maps.unsqueeze(2).unsqueeze(3));
    if (further_) {
        const torch::Tensor rest = further_->forward(last_maps().mean({2, 3})).slice(1, channels_);
        activation = activation + torch::matmul(rest, weight.slice(1, channels_).t()).unsqueeze(2).unsqueeze(3);
    }
    return {{"class_activation", activation}};
}

void ClassHead::write_further(GraphWeights& weights, const NamedValues& values) const {
    auto& graph = weights.graph();
    const auto& weight = weights.at("last.weight");
    const std::int64_t given = last_->weight().size(1);
    const auto columns = [&](const onnx_writer::Value& of, std::int64_t from, std::int64_t to) {
        return from == 0 && to == given ? of : graph.slice(of, 1, from, to);
    };
    auto activation =
        graph.conv2d(named(values, maps_name_), graph.unsqueeze(columns(weight, 0, channels_), {2, 3}), std::nullopt);
    if (further_) {
        const auto rest = columns(named(values, further_name), channels_, given);
        const auto part = graph.matmul(rest, graph.transpose(columns(weight, channels_, given), {1, 0}));
        activation = graph.add(activation, graph.unsqueeze(part, {2, 3}));
    }
    graph.output("class_activation", activation, "where the last maps speak for or against each class");
}

}  // namespace mllab::nn
