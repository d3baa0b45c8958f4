// EfficientNet-Lite0 with the weights that Google gave it for ImageNet, to learn on from.
#pragma once

#include <string>
#include <vector>

#include "training/nn/efficientnet_lite0.hpp"
#include "training/report/card.hpp"

namespace mllab::backbones {

// nn::efficientnet_lite0 with the imported weights. Reads the file of the Python package where set-up puts it, in the
// folder packages of $ML_LAB_CACHE. Throws files::FileError, importers::ImportError.
[[nodiscard]] std::vector<nn::NamedLayer> imported_efficientnet_lite0();

// Where these weights are from. `after` says what has become of them: "… have learned on."
[[nodiscard]] report::Origin origin_of_efficientnet_lite0(const std::string& after);

}  // namespace mllab::backbones
