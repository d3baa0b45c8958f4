// EfficientNet-Lite0 (Tan and Le 2019; Google's variant of 2020 without squeeze-and-excitation) up to its last
// convolution: MobileNetV2's inverted residuals, some with kernels of 5×5, 16 of them, and 1280 maps a 32nd of the
// picture's side wide.
#pragma once

#include <vector>

#include "training/importers/convolution.hpp"
#include "training/nn/backbone.hpp"

namespace mllab::nn {

// The layers in their order, with random weights: "backbone.stem", "backbone.block_1" … "backbone.block_16",
// "backbone.last". [N, 3, S, S] -> [N, 1280, ceil(S / 32), ceil(S / 32)]; red, green, blue as (value − 127) / 128 is
// what the imported weights are used to.
[[nodiscard]] std::vector<NamedLayer> efficientnet_lite0(const BackboneStorage& storage);

// Gives them what importers::efficientnet_lite0::convolutions found. Throws importers::ImportError as take_weights of a
// backbone does.
void take_weights_of_efficientnet_lite0(const std::vector<NamedLayer>& backbone,
                                        const std::vector<importers::Convolution>& imported);

}  // namespace mllab::nn
