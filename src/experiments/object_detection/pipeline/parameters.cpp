#include "experiments/object_detection/pipeline/parameters.hpp"

#include <cmath>

#include "inference/card_values.hpp"

namespace mllab::object_detection {

namespace {

using inference::CardError;
using inference::decision_within;
using inference::ModelCard;
using inference::preprocessing_within;

constexpr int largest_side_px = 1024;

int whole_within(const ModelCard& card, const std::string& key, int low, int high) {
    const float value = preprocessing_within(card, key, low, high);
    if (value != std::floor(value)) throw CardError("model card: \"preprocessing." + key + "\" is no whole number");
    return static_cast<int>(value);
}

bool yes_or_no(float value, const std::string& place) {
    if (value != 0 && value != 1) throw CardError("model card: \"" + place + "\" is neither 0 nor 1");
    return value == 1;
}

Anchored anchors_of(const ModelCard& card, int side_px) {
    constexpr int most_layers = 8;
    constexpr double least_scale = 0.001;
    geometry::SsdLayout layout{.input_px = side_px, .strides = {}};
    int stride = whole_within(card, "anchor_first_stride_px", 1, 64);
    for (int left = whole_within(card, "anchor_layers", 1, most_layers); left > 0; --left, stride *= 2)
        if (stride <= 4096) layout.strides.push_back(stride);
    layout.smallest_scale = preprocessing_within(card, "anchor_smallest_scale", least_scale, 1);
    layout.largest_scale = preprocessing_within(card, "anchor_largest_scale", least_scale, 1);
    layout.lowest_layer_scale = preprocessing_within(card, "anchor_lowest_layer_scale", least_scale, 1);
    return {.anchors = geometry::ssd_anchors(layout),
            .variances = {.centre = preprocessing_within(card, "centre_variance", 0.01, 1000),
                          .size = preprocessing_within(card, "size_variance", 0.01, 1000)},
            .softmax = yes_or_no(decision_within(card, "softmax", 0, 1), "decision.softmax")};
}

}  // namespace

Parameters Parameters::from(const ModelCard& card) {
    Parameters p;
    for (const char* key : {"side_px", "side_2_px", "side_3_px"})
        if (p.sides_px.empty() || card.preprocessing.contains(key))
            p.sides_px.push_back(whole_within(card, key, 32, largest_side_px));
    p.normalisation.mean = preprocessing_within(card, "mean", 0, 1);
    p.normalisation.deviation = preprocessing_within(card, "deviation", 0.001, 10);
    p.letterbox = yes_or_no(preprocessing_within(card, "letterbox", 0, 1), "preprocessing.letterbox");
    p.padding = preprocessing_within(card, "padding", 0, 1);
    if (card.preprocessing.contains("stride_px")) {
        p.head = CentrePoints{.stride_px = whole_within(card, "stride_px", 1, 64)};
    } else {
        if (p.sides_px.size() > 1) throw CardError("model card: anchors belong to one side of the input");
        p.head = anchors_of(card, p.sides_px.front());
    }
    p.score = decision_within(card, "score", 0, 1);
    p.overlap = decision_within(card, "overlap", 0, 1);
    p.labels = card.labels;
    if (p.labels.empty()) throw CardError("model card: a detector without labels finds nothing");
    return p;
}

}  // namespace mllab::object_detection
