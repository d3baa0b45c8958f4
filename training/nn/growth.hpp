// A trained network goes on as a larger one (Net2Net: Chen, Goodfellow, Shlens 2016).
#pragma once

#include "training/nn/layered_network.hpp"

namespace mllab::nn {

// Every layer that `smaller` has, by its name, gives its weights; residual blocks that it has not begin by changing
// nothing: right after this both answer the same. Throws std::invalid_argument where anything else is missing in
// either, or of another size.
void grow_from(LayeredNetwork& network, const LayeredNetwork& smaller);

}  // namespace mllab::nn
