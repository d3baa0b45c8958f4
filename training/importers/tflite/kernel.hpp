// A convolution's weight from TensorFlow's layout to that of ONNX and torch. Private to this room.
#pragma once

#include <vector>

#include "core/tensor.hpp"
#include "training/importers/tflite/model.hpp"

namespace mllab::importers::tflite {

struct Kernel {
    core::Shape shape;  // [out, in / groups, height, width]
    std::vector<float> numbers;
};

// [out, height, width, in] -> [out, in, height, width], and for a depthwise convolution [1, height, width, out] ->
// [out, 1, height, width]. Throws ImportError.
[[nodiscard]] Kernel kernel_of(const Model& model, const Operator& convolution);

// [out]; zeros where the file has none. Throws ImportError on another number of them.
[[nodiscard]] std::vector<float> bias_of(const Model& model, const Operator& convolution, std::int64_t out);

}  // namespace mllab::importers::tflite
