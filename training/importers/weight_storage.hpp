// How the weights of an imported network's convolutions are stored; biases are float32.
#pragma once

#include "core/tensor.hpp"
#include "training/onnx/weights.hpp"

namespace mllab::importers {

struct WeightStorage {
    // Of convolutions whose maps are made of many: nearly all numbers of a network.
    onnx_writer::Storage dense = onnx_writer::Storage::float16();
    // Of those whose maps are made of four at most, depthwise ones and the first one, which sees the picture. They are
    // few, and suffer most from int8.
    onnx_writer::Storage thin = onnx_writer::Storage::float16();

    // `weight`: [out, in / groups, height, width].
    [[nodiscard]] onnx_writer::Storage of(const core::Shape& weight) const { return weight.at(1) > 4 ? dense : thin; }
};

}  // namespace mllab::importers
