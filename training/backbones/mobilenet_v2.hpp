// MobileNetV2 with the weights that an object detector's authors gave it, to learn on from; and how fast its layers do.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "training/fit/averaging.hpp"
#include "training/nn/mobilenet_v2.hpp"
#include "training/report/card.hpp"

namespace mllab::backbones {

// nn::mobilenet_v2 with the imported weights. Reads the package where npm puts it: the trainer runs in the checkout.
// Throws files::FileError, importers::ImportError.
[[nodiscard]] std::vector<nn::NamedLayer> imported_mobilenet_v2();

// Where these weights are from. `after` says what has become of them: "… have learned on."
[[nodiscard]] report::Origin origin_of_mobilenet_v2(const std::string& after);

// The backbone stays as it is; what is behind it learns.
[[nodiscard]] fit::Rates new_layers_alone();

// Each layer learns `slower` times as fast as the one behind it, what is behind the backbone at the training's rate;
// the stem and the first so many blocks stay as they are: edges and textures are the same everywhere, and at their
// resolution learning costs most.
[[nodiscard]] fit::Rates later_layers_faster(double slower, std::size_t blocks_that_stay);

}  // namespace mllab::backbones
