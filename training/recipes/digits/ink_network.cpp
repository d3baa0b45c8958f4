#include "training/recipes/digits/ink_network.hpp"

#include <array>
#include <format>
#include <utility>

#include "training/nn/layers.hpp"

namespace mllab::recipes {

namespace {

using nn::SameConvolution;
using nn::SameConvPlan;
using nn::SeparableConvolution;
using onnx_writer::Storage;
using onnx_writer::Value;

struct LevelPlan {
    std::int64_t maps;
    int down, up;         // residual blocks
    std::int64_t kernel;  // of their depthwise convolutions
};
// Each has half the side of the one before. The lowest must see as far as rulings and shadows reach.
constexpr std::array<LevelPlan, 5> plan{{{8, 0, 1, 3}, {24, 1, 1, 3}, {40, 2, 1, 3}, {64, 2, 1, 3}, {128, 3, 0, 5}}};
// Of the last layer's random weights: at first nothing is ink, nothing paper.
constexpr double deviation = 0.03;

}  // namespace

InkBlock::InkBlock(std::int64_t channels, std::int64_t kernel) : channels_(channels), kernel_(kernel) {
    depthwise_ = register_module(
        "depthwise", std::make_shared<SameConvolution>(
                         channels, channels, SameConvPlan{.kernel = kernel, .depthwise = true, .norm = true}));
    pointwise_ = register_module(
        "pointwise",
        std::make_shared<SameConvolution>(
            channels, channels,
            SameConvPlan{.kernel = 1, .relu6 = false, .norm = true, .storage = Storage::int8_per_channel()}));
}

torch::Tensor InkBlock::forward(const torch::Tensor& x) {
    return torch::relu(x + pointwise_->forward(depthwise_->forward(x)));
}

void InkBlock::fold() {
    depthwise_->fold();
    pointwise_->fold();
}

void InkBlock::round() {
    depthwise_->round();
    pointwise_->round();
}

Value InkBlock::write(nn::GraphWeights& weights, const Value& x, const std::string& name) const {
    const Value change =
        pointwise_->write(weights, depthwise_->write(weights, x, name + ".depthwise"), name + ".pointwise");
    return weights.graph().relu(weights.graph().add(x, change));
}

std::string InkBlock::in_words() const {
    return std::format("residual block, separable convolution {}×{}, {} maps", kernel_, kernel_, channels_);
}

std::int64_t InkBlock::parameter_count() const { return depthwise_->parameter_count() + pointwise_->parameter_count(); }

template <typename L>
InkNetwork::Place InkNetwork::made(const std::string& name, std::shared_ptr<L> layer) {
    return {.name = name, .layer = register_module(name, std::move(layer))};
}

InkNetwork::InkNetwork() {
    for (std::size_t i = 0; i < plan.size(); ++i) {
        const LevelPlan& level = plan[i];
        Level made_level;
        const auto blocks = [&](const char* way, int count, std::vector<Place>& into) {
            for (int k = 1; k <= count; ++k)
                into.push_back(
                    made(std::format("{}_{}_{}", way, i + 1, k), std::make_shared<InkBlock>(level.maps, level.kernel)));
        };
        const std::string enter = std::format("enter_{}", i + 1);
        if (i == 0)
            made_level.down.push_back(
                made(enter, std::make_shared<SameConvolution>(1, level.maps, SameConvPlan{.norm = true})));
        else
            made_level.down.push_back(made(enter, std::make_shared<SeparableConvolution>(SeparableConvolution::Plan{
                                                      .in = plan[i - 1].maps, .out = level.maps, .stride = 2})));
        blocks("down", level.down, made_level.down);
        if (i + 1 < plan.size())
            made_level.narrow = made(
                std::format("narrow_{}", i + 1),
                std::make_shared<SameConvolution>(
                    plan[i + 1].maps, level.maps,
                    SameConvPlan{.kernel = 1, .relu6 = false, .norm = true, .storage = Storage::int8_per_channel()}));
        blocks("up", level.up, made_level.up);
        levels_.push_back(std::move(made_level));
    }
    last_ = made("last", std::make_shared<SameConvolution>(plan.front().maps, 1,
                                                           SameConvPlan{.relu6 = false, .deviation = deviation}));
}

std::vector<const InkNetwork::Place*> InkNetwork::places() const {
    std::vector<const Place*> all;
    for (const Level& level : levels_)
        for (const Place& place : level.down) all.push_back(&place);
    for (std::size_t i = levels_.size(); i-- > 0;) {
        if (levels_[i].narrow.layer) all.push_back(&levels_[i].narrow);
        for (const Place& place : levels_[i].up) all.push_back(&place);
    }
    all.push_back(&last_);
    return all;
}

template <typename X, typename Call, typename Join>
X InkNetwork::walked(X x, Call call, Join join) const {
    std::vector<X> seen;
    for (const Level& level : levels_) {
        for (const Place& place : level.down) x = call(place, x);
        seen.push_back(x);
    }
    for (std::size_t i = levels_.size(); i-- > 0;) {
        if (levels_[i].narrow.layer) x = join(call(levels_[i].narrow, x), seen[i]);
        for (const Place& place : levels_[i].up) x = call(place, x);
    }
    return call(last_, x);
}

torch::Tensor InkNetwork::forward(const torch::Tensor& pictures) {
    const auto call = [](const Place& place, const torch::Tensor& x) { return place.layer->forward(x); };
    const auto join = [](const torch::Tensor& below, const torch::Tensor& here) {
        return here + torch::nn::functional::interpolate(below, torch::nn::functional::InterpolateFuncOptions()
                                                                    .scale_factor(std::vector<double>{2, 2})
                                                                    .mode(torch::kBilinear)
                                                                    .align_corners(false));
    };
    return walked(pictures, call, join);
}

void InkNetwork::fold() {
    for (const Place* place : places()) place->layer->fold();
}

void InkNetwork::round() {
    for (const Place* place : places()) place->layer->round();
}

void InkNetwork::write(onnx_writer::GraphBuilder& graph) const {
    nn::GraphWeights weights(graph);
    const Value picture = graph.input("picture", onnx_writer::DType::float32,
                                      {onnx_writer::dynamic("N"), 1, onnx_writer::multiple("h", multiple_px),
                                       onnx_writer::multiple("w", multiple_px)},
                                      "a photo or another picture, luminance from 0, black, to 1, white");
    const Value logits = walked(
        picture, [&](const Place& place, const Value& x) { return place.layer->write(weights, x, place.name); },
        [&](const Value& below, const Value& here) { return graph.add(here, graph.resize_bilinear(below, 2)); });
    graph.output("ink", graph.sigmoid(logits), "of each pixel how likely it is that a pen went there");
}

std::string InkNetwork::in_words() const {
    std::string words;
    for (const Place* place : places()) words += (words.empty() ? "" : "; ") + place->layer->in_words();
    return words;
}

report::Architecture InkNetwork::architecture(std::int64_t side_px) const {
    report::Architecture description;
    description.summary = std::format(
        "A U-Net of separable convolutions: down to a 16th of the picture's side and up again, what was seen on the "
        "way "
        "down added. Outputs here for {} × {} pixels; any multiples of {} will do.",
        side_px, side_px, multiple_px);
    description.weights_stored_as = "int8 per channel; depthwise convolutions, the first and the last one float16";
    (void)walked(
        nn::Sizes{1, side_px, side_px},
        [&](const Place& place, const nn::Sizes& x) {
            nn::Sizes output = place.layer->output_of(x);
            description.layers.push_back(
                {.name = place.layer->in_words(), .output = output, .parameters = place.layer->parameter_count()});
            return output;
        },
        [](const nn::Sizes&, const nn::Sizes& here) { return here; });
    return description;
}

}  // namespace mllab::recipes
