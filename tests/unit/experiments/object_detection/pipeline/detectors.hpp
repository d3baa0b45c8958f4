// Cards of small detectors, for tests.
#pragma once

#include "experiments/object_detection/pipeline/parameters.hpp"

namespace mllab::testing {

inline inference::ModelCard centre_card() {
    inference::ModelCard card;
    card.labels = {"person", "dog", "skis"};
    card.preprocessing = {{"side_px", 32},  {"side_2_px", 64}, {"mean", 0},     {"deviation", 1.0 / 255},
                          {"letterbox", 1}, {"padding", 0},    {"stride_px", 4}};
    card.decision = {{"score", 0.4}, {"overlap", 0.5}};
    return card;
}

// Anchors of two layers on 32 pixels: 2 x 2 cells with three boxes, and one cell with six.
inline inference::ModelCard anchor_card() {
    inference::ModelCard card;
    card.labels = {"person", "dog"};
    card.preprocessing = {{"side_px", 32},
                          {"mean", 0.5},
                          {"deviation", 0.5},
                          {"letterbox", 0},
                          {"padding", 0},
                          {"anchor_layers", 2},
                          {"anchor_first_stride_px", 16},
                          {"anchor_smallest_scale", 0.2},
                          {"anchor_largest_scale", 0.9},
                          {"anchor_lowest_layer_scale", 0.1},
                          {"centre_variance", 10},
                          {"size_variance", 5}};
    card.decision = {{"score", 0.4}, {"overlap", 0.5}, {"softmax", 0}};
    return card;
}

}  // namespace mllab::testing
