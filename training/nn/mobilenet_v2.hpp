// MobileNetV2 of width 1 (Sandler et al. 2018, table 2) up to its last convolution: a stem, 17 inverted residuals and
// 1280 maps a 32nd of the picture's side wide.
#pragma once

#include <cstdint>
#include <vector>

#include "training/importers/convolution.hpp"
#include "training/nn/backbone.hpp"

namespace mllab::nn {

inline constexpr std::int64_t mobilenet_v2_maps = 1280;

// The layers in their order, with random weights: "backbone.stem", "backbone.block_1" … "backbone.block_17",
// "backbone.last". [N, 3, S, S] -> [N, 1280, ceil(S / 32), ceil(S / 32)]; red, green, blue as value / 127.5 − 1 is what
// the imported weights are used to.
[[nodiscard]] std::vector<NamedLayer> mobilenet_v2(const BackboneStorage& storage);

// Gives them the weights of a network of TensorFlow's object detection, whose layers are called
// "FeatureExtractor/MobilenetV2/expanded_conv_3/depthwise/…". Throws importers::ImportError as take_weights of a
// backbone does.
void take_weights_of_detector(const std::vector<NamedLayer>& backbone,
                              const std::vector<importers::Convolution>& imported);

}  // namespace mllab::nn
