// A convolution of a foreign network, laid out as ONNX and torch have it: what importers give to networks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/tensor.hpp"

namespace mllab::importers {

struct Convolution {
    std::string name;           // of what it computes, in the file
    core::Shape shape;          // of the weight: [out, in / groups, height, width]
    std::vector<float> weight;  // row-major
    std::vector<float> bias;    // [out]; zeros where the file has none
    std::int64_t stride = 1;
    std::int64_t groups = 1;  // as many as channels come in: depthwise
    bool relu6 = false;       // limited to 0 … 6 afterwards
};

}  // namespace mllab::importers
