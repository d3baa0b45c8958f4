// The networks of the digit recipes, with random weights.
#pragma once

#include <memory>

#include "training/nn/layered_network.hpp"

namespace mllab::recipes {

[[nodiscard]] std::shared_ptr<nn::LayeredNetwork> digits_cnn_network();
[[nodiscard]] std::shared_ptr<nn::LayeredNetwork> digits_mlp_network();
[[nodiscard]] std::shared_ptr<nn::LayeredNetwork> digits_pocket_network();

}  // namespace mllab::recipes
