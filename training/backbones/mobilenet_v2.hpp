// MobileNetV2 with the weights that an object detector's authors gave it, to learn on from.
#pragma once

#include <string>
#include <vector>

#include "training/nn/mobilenet_v2.hpp"
#include "training/report/card.hpp"

namespace mllab::backbones {

// nn::mobilenet_v2 with the imported weights. Reads the package where npm puts it: the trainer runs in the checkout.
// Throws files::FileError, importers::ImportError.
[[nodiscard]] std::vector<nn::NamedLayer> imported_mobilenet_v2();

// Where these weights are from. `after` says what has become of them: "… have learned on."
[[nodiscard]] report::Origin origin_of_mobilenet_v2(const std::string& after);

}  // namespace mllab::backbones
