// The convolutions of a TensorFlow Lite model, for a network of one's own that computes the same.
#pragma once

#include <vector>

#include "training/importers/convolution.hpp"
#include "training/importers/tflite/model.hpp"

namespace mllab::importers::tflite {

// All whose padding is SAME, whose stride is the same in both directions, that are not dilated and end in ReLU6 or
// nothing, in the order of computation; others are left out. Each is named by the first of the names that the converter
// put together for its result. Throws ImportError on weights that do not fit or are not finite.
[[nodiscard]] std::vector<Convolution> convolutions(const Model& model);

}  // namespace mllab::importers::tflite
