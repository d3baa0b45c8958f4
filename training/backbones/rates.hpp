// How fast the layers of a network learn on whose backbone comes with weights.
#pragma once

#include <cstddef>
#include <vector>

#include "training/fit/averaging.hpp"
#include "training/nn/backbone.hpp"

namespace mllab::backbones {

// The backbone stays as it is; what is behind it learns.
[[nodiscard]] fit::Rates new_layers_alone();

// Each layer of this backbone learns `slower` times as fast as the one behind it, what is behind the backbone at the
// training's rate; the stem and the first so many blocks stay as they are: edges and textures are the same everywhere,
// and at their resolution learning costs most.
[[nodiscard]] fit::Rates later_layers_faster(const std::vector<nn::NamedLayer>& backbone, double slower,
                                             std::size_t blocks_that_stay);

}  // namespace mllab::backbones
