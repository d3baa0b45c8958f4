#include "training/nn/hand_landmarks.hpp"

#include <format>
#include <memory>
#include <utility>

#include "training/importers/import_error.hpp"
#include "training/nn/fold_norm.hpp"
#include "training/nn/same_convolution.hpp"

namespace mllab::nn {

using onnx_writer::Storage;
using onnx_writer::Value;

namespace {

constexpr double least = 1e-6;  // of a squared distance: roots have no slope at 0
constexpr std::int64_t axes = 3;

constexpr std::int64_t block_count = 15;

}  // namespace

std::vector<NamedLayer> hand_landmarks(const BackboneStorage& storage) {
    constexpr std::int64_t stem = 24;
    std::vector<NamedLayer> layers{
        {.name = "backbone.stem",
         .layer = std::make_shared<SameConvolution>(3, stem, SameConvPlan{.stride = 2, .storage = storage.stem})}};
    std::int64_t in = stem;
    for (const ResidualStage& stage :
         {ResidualStage{.expansion = 1, .maps = 16, .blocks = 1, .stride = 1},
          ResidualStage{.expansion = 4, .maps = 16, .blocks = 1, .stride = 2, .pools = true},
          ResidualStage{.expansion = 6, .maps = 16, .blocks = 1, .stride = 1},
          ResidualStage{.expansion = 6, .maps = 24, .blocks = 2, .stride = 2, .kernel = 5},
          ResidualStage{.expansion = 6, .maps = 48, .blocks = 3, .stride = 2},
          ResidualStage{.expansion = 6, .maps = 64, .blocks = 3, .stride = 1, .kernel = 5},
          ResidualStage{.expansion = 6, .maps = 112, .blocks = 4, .stride = 2, .kernel = 5}})
        in = add_stage(layers, in, stage, storage);
    layers.push_back({.name = "backbone.expand",
                      .layer = std::make_shared<SameConvolution>(
                          in, hand_landmarks_maps, SameConvPlan{.kernel = 1, .storage = storage.pointwise})});
    layers.push_back(
        {.name = "backbone.last",
         .layer = std::make_shared<SameConvolution>(hand_landmarks_maps, hand_landmarks_maps,
                                                    SameConvPlan{.depthwise = true, .storage = storage.depthwise})});
    return layers;
}

void take_weights_of_hand_landmarks(const std::vector<NamedLayer>& backbone,
                                    const std::vector<importers::Convolution>& imported) {
    // In the graph, plain and depthwise convolutions are counted apart, from one without a number on.
    const auto numbered = [](const char* kind, std::size_t number) {
        return number == 0 ? std::string(kind) : std::format("{}_{}", kind, number);
    };
    take_weights(backbone, imported, "", [&](std::size_t layer, const std::string& part) {
        if (layer == 0) return numbered("Conv2D", 0);
        if (layer == block_count + 1) return numbered("Conv2D", 2 * block_count);
        if (layer == block_count + 2) return numbered("depthwise", block_count);
        if (part == "depthwise") return numbered("depthwise", layer - 1);
        return numbered("Conv2D", 2 * (layer - 1) + (part == "project" ? 1 : 0));
    });
}

HandShape::HandShape() {
    joints_ = register_module("joints", torch::nn::Linear(hand_landmarks_maps, hand_joints * axes));
    std::vector<std::int64_t> first;
    std::vector<std::int64_t> second;
    for (std::int64_t a = 0; a < hand_joints; ++a)
        for (std::int64_t b = a + 1; b < hand_joints; ++b) {
            first.push_back(a);
            second.push_back(b);
        }
    first_ = torch::tensor(first);
    second_ = torch::tensor(second);
}

torch::Tensor HandShape::joints(const torch::Tensor& means) {
    return joints_->forward(means).view({-1, hand_joints, axes});
}

torch::Tensor HandShape::forward(const torch::Tensor& means) {
    const torch::Tensor places = joints(means);
    const torch::Tensor apart = places.index_select(1, first_) - places.index_select(1, second_);
    const torch::Tensor distances = (apart * apart).sum(2).add(least).sqrt();
    return torch::cat({means, distances / distances.mean(1, true)}, 1);
}

void HandShape::round() { round_to(joints_->weight, Storage::float16()); }

Value HandShape::write(GraphWeights& weights, const Value& means, const std::string& name) const {
    auto& graph = weights.graph();
    const Value weight = weights.write(name + ".joints.weight", joints_->weight, Storage::float16());
    const Value bias = weights.write(name + ".joints.bias", joints_->bias, Storage::float32());
    const Value places =
        graph.reshape(graph.linear(means, weight, bias), {onnx_writer::dynamic("N"), hand_joints, axes});
    const auto of = [&](const torch::Tensor& numbers) {
        return graph.gather(
            places, graph.constant(std::span<const std::int64_t>(numbers.data_ptr<std::int64_t>(), pairs), {pairs}), 1);
    };
    const Value apart = graph.sub(of(first_), of(second_));
    const Value distances =
        graph.sqrt(graph.add(graph.reduce_sum(graph.mul(apart, apart), {2}), graph.scalar(static_cast<float>(least))));
    return graph.concat({means, graph.div(distances, graph.reduce_mean(distances, {1}, true))}, 1);
}

std::string HandShape::in_words() const {
    return std::format("{} joints by a linear layer, {} distances between them", hand_joints, pairs);
}

std::int64_t HandShape::parameter_count() const { return joints_->weight.numel() + joints_->bias.numel(); }

void HandShape::take(const std::vector<float>& weight, const std::vector<float>& bias) {
    if (std::cmp_not_equal(weight.size(), joints_->weight.numel()) ||
        std::cmp_not_equal(bias.size(), joints_->bias.numel()))
        throw importers::ImportError(
            std::format("{} weights and {} biases are not the {} joints’", weight.size(), bias.size(), hand_joints));
    replace(joints_->weight, weight);
    replace(joints_->bias, bias);
}

}  // namespace mllab::nn
