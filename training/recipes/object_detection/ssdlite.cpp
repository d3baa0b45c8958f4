#include "training/recipes/object_detection/ssdlite.hpp"

#include <algorithm>
#include <array>
#include <format>
#include <stdexcept>

#include "training/nn/mobilenet_v2.hpp"
#include "training/nn/same_convolution.hpp"

namespace mllab::recipes {

namespace {

using onnx_writer::Value;

constexpr std::size_t layers = 6;
constexpr int first_stride = 16;
// The last block that sees a 16th of the picture's side: the maps that it widens its input to are tapped, as the
// authors of MobileNetV2 do it.
constexpr std::size_t tapped_block = 14;
constexpr std::int64_t tapped_maps = 576;
// The maps behind the backbone, each half the side of those before.
constexpr std::array<std::int64_t, layers - 2> further_maps{512, 256, 256, 128};
// Of the heads' random weights, as TensorFlow's object detection begins.
constexpr double deviation = 0.03;

std::int64_t anchors_of_cell(std::size_t layer) { return layer == 0 ? 3 : 6; }

// [N, boxes * numbers, h, w] -> [N, h * w * boxes, numbers]: row by row, cell by cell, box by box, as anchors lie.
torch::Tensor by_anchor(const torch::Tensor& maps, std::int64_t numbers) {
    return maps.permute({0, 2, 3, 1}).reshape({maps.size(0), -1, numbers});
}

Value by_anchor(onnx_writer::GraphBuilder& graph, const Value& maps, std::int64_t numbers) {
    const auto& dims = maps.dims();
    const std::int64_t boxes = dims.at(1).size() / numbers * dims.at(2).size() * dims.at(3).size();
    return graph.reshape(graph.transpose(maps, {0, 2, 3, 1}), {dims.at(0), boxes, numbers});
}

}  // namespace

Ssdlite::Ssdlite(const std::vector<nn::NamedLayer>& backbone, const geometry::SsdLayout& layout, std::int64_t classes)
    : side_px_(layout.input_px),
      classes_(classes),
      anchors_(static_cast<std::int64_t>(geometry::ssd_anchors(layout).size())) {
    bool halves = layout.strides.size() == layers && layout.strides.front() == first_stride;
    for (std::size_t i = 1; i < layout.strides.size(); ++i)
        halves = halves && layout.strides[i] == 2 * layout.strides[i - 1];
    if (!halves)
        throw std::invalid_argument("SSDLite has six layers of anchors, their strides 16, 32 and so on to 512");
    if (classes < 1) throw std::invalid_argument("a detector needs something to find");
    add_trunk(backbone);
    add_heads();
}

template <typename L>
std::shared_ptr<L> Ssdlite::add(const std::string& name, std::shared_ptr<L> layer) {
    std::string module = name;  // a module's name holds no dots
    std::ranges::replace(module, '.', '_');
    return register_module(module, std::move(layer));
}

void Ssdlite::add_trunk(const std::vector<nn::NamedLayer>& backbone) {
    for (const nn::NamedLayer& named : backbone) {
        const auto layer = add(named.name, named.layer);
        if (named.name != std::format("backbone.block_{}", tapped_block)) {
            trunk_.push_back({.name = named.name, .layer = layer});
            continue;
        }
        const auto block = std::dynamic_pointer_cast<nn::InvertedResidual>(layer);
        if (!block || block->parts().size() != 3 ||
            block->parts().front().convolution->output_of({1, 1, 1}).front() != tapped_maps)
            throw std::invalid_argument("the block that SSDLite takes maps from is not MobileNetV2's");
        for (const auto& part : block->parts())
            trunk_.push_back({.name = named.name + "." + part.name,
                              .layer = part.convolution,
                              .tapped = part.convolution == block->parts().front().convolution});
    }
    if (trunk_.size() < backbone.size() + 2) throw std::invalid_argument("this is not the whole of MobileNetV2");
    trunk_.back().tapped = true;
    std::int64_t in = nn::mobilenet_v2_maps;
    for (std::size_t i = 0; i < further_maps.size(); ++i) {
        const std::string name = std::format("further_{}", i + 1);
        const std::int64_t squeezed = further_maps[i] / 2;
        trunk_.push_back(
            {.name = name + ".squeeze",
             .layer = add(name + ".squeeze",
                          std::make_shared<nn::SameConvolution>(
                              in, squeezed,
                              nn::SameConvPlan{
                                  .kernel = 1, .norm = true, .storage = onnx_writer::Storage::int8_per_channel()}))});
        trunk_.push_back({.name = name,
                          .layer = add(name, std::make_shared<nn::SeparableConvolution>(nn::SeparableConvolution::Plan{
                                                 .in = squeezed, .out = further_maps[i], .stride = 2})),
                          .tapped = true});
        in = further_maps[i];
    }
}

void Ssdlite::add_heads() {
    const auto head = [&](const std::string& name, std::int64_t maps, std::int64_t out) {
        return Place{.name = name,
                     .layer = add(name, std::make_shared<nn::SeparableConvolution>(nn::SeparableConvolution::Plan{
                                            .in = maps, .out = out, .linear = true, .deviation = deviation}))};
    };
    for (std::size_t i = 0; i < layers; ++i) {
        const std::int64_t maps = i == 0 ? tapped_maps : i == 1 ? nn::mobilenet_v2_maps : further_maps[i - 2];
        const std::int64_t boxes = anchors_of_cell(i);
        heads_.push_back({.boxes = boxes,
                          .box = head(std::format("head_{}.box", i + 1), maps, boxes * 4),
                          .thing = head(std::format("head_{}.thing", i + 1), maps, boxes * (1 + classes_))});
    }
}

template <typename X, typename Call>
std::vector<X> Ssdlite::tapped(X x, Call call) const {
    std::vector<X> maps;
    for (const Place& place : trunk_) {
        x = call(place, x);
        if (place.tapped) maps.push_back(x);
    }
    return maps;
}

std::vector<const Ssdlite::Place*> Ssdlite::places() const {
    std::vector<const Place*> all;
    for (const Place& place : trunk_) all.push_back(&place);
    for (const Heads& heads : heads_) {
        all.push_back(&heads.box);
        all.push_back(&heads.thing);
    }
    return all;
}

Ssdlite::Answers Ssdlite::forward(const torch::Tensor& images) {
    const auto call = [](const Place& place, const torch::Tensor& x) { return place.layer->forward(x); };
    const std::vector<torch::Tensor> maps = tapped(images, call);
    std::vector<torch::Tensor> boxes;
    std::vector<torch::Tensor> logits;
    for (std::size_t i = 0; i < heads_.size(); ++i) {
        boxes.push_back(by_anchor(call(heads_[i].box, maps[i]), 4));
        logits.push_back(by_anchor(call(heads_[i].thing, maps[i]), 1 + classes_));
    }
    return {torch::cat(boxes, 1), torch::cat(logits, 1)};
}

nn::NamedTensors Ssdlite::outputs(const torch::Tensor& images) {
    const Answers answers = forward(images);
    return {{"boxes", answers.boxes}, {"logits", answers.logits}};
}

void Ssdlite::fold() {
    for (const Place* place : places()) place->layer->fold();
}

void Ssdlite::round() {
    for (const Place* place : places()) place->layer->round();
}

void Ssdlite::write(onnx_writer::GraphBuilder& graph) const {
    nn::GraphWeights weights(graph);
    const auto call = [&](const Place& place, const Value& x) { return place.layer->write(weights, x, place.name); };
    const Value image =
        graph.input("image", onnx_writer::DType::float32, {onnx_writer::dynamic("N"), 3, side_px_, side_px_},
                    "the picture in a square, red, green and blue, normalised");
    const std::vector<Value> maps = tapped(image, call);
    std::vector<Value> boxes;
    std::vector<Value> logits;
    for (std::size_t i = 0; i < heads_.size(); ++i) {
        boxes.push_back(by_anchor(graph, call(heads_[i].box, maps[i]), 4));
        logits.push_back(by_anchor(graph, call(heads_[i].thing, maps[i]), 1 + classes_));
    }
    graph.output("boxes", graph.concat(boxes, 1), "of each anchor: where the thing is, cy, cx, h and w, encoded");
    graph.output("logits", graph.concat(logits, 1), "of each anchor: nothing, or which thing, before softmax");
}

std::string Ssdlite::in_words() const {
    std::string words = std::format("SSDLite, {} px, {} anchors, {} classes", side_px_, anchors_, classes_);
    for (const Place* place : places()) words += "; " + place->layer->in_words();
    return words;
}

report::Architecture Ssdlite::architecture() const {
    report::Architecture description;
    description.summary = std::format(
        "SSDLite: MobileNetV2 and four further layers give maps of six sizes; two separable convolutions on each say "
        "of "
        "{} anchors where a thing is and which of {} it is.",
        anchors_, classes_);
    description.weights_stored_as = "int8 per channel; depthwise convolutions and the first one float16";
    const auto line = [&](const Place& place, const nn::Sizes& output) {
        description.layers.push_back(
            {.name = place.layer->in_words(), .output = output, .parameters = place.layer->parameter_count()});
    };
    const std::vector<nn::Sizes> maps =
        tapped(nn::Sizes{3, side_px_, side_px_}, [&](const Place& place, const nn::Sizes& x) {
            nn::Sizes output = place.layer->output_of(x);
            line(place, output);
            return output;
        });
    for (std::size_t i = 0; i < heads_.size(); ++i)
        for (const Place* place : {&heads_[i].box, &heads_[i].thing}) line(*place, place->layer->output_of(maps[i]));
    return description;
}

}  // namespace mllab::recipes
