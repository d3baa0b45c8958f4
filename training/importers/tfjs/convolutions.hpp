// The convolutions of a TensorFlow.js graph model, to learn on from.
#pragma once

#include <vector>

#include "training/importers/convolution.hpp"
#include "training/importers/tfjs/model.hpp"

namespace mllab::importers::tfjs {

// Plain and depthwise convolutions with SAME padding and one stride, in the graph's order and under their nodes' names.
// The bias is what is added afterwards, be it behind an addition of two branches, where graph optimisers move it;
// `relu6` says that only a ReLU6 follows. Convolutions of other kinds are left out. Throws ImportError where a weight
// is no constant.
[[nodiscard]] std::vector<Convolution> convolutions(const Model& model);

}  // namespace mllab::importers::tfjs
