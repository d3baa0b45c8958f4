// The kernels of a network's first convolution, read off what it does: a layer that sees one bright point shows its
// kernel around it. So the sum behind a cell of a feature map can be shown for every network whose file gives that map.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/tensor.hpp"
#include "image/image.hpp"

namespace mllab::sketchpad {

// value(y, x) = max(0, bias + sum of kernel(dy, dx) · input(y + dy - side / 2, x + dx - side / 2)), 0 outside.
struct FirstLayer {
    int maps = 0;
    int side = 0;                // of a kernel, odd
    std::vector<float> kernels;  // maps x side x side
    std::vector<float> biases;   // maps
};

// The inputs to ask about, [6, 1, height, width]: a point in the middle, of either sign, in three strengths.
[[nodiscard]] core::Tensor first_layer_probes(int width, int height);

// From what the layer said to them, [6, maps, height, width] after ReLU. Nothing where that is no convolution of at
// most 5 x 5 whose maps are as large as its input.
[[nodiscard]] std::optional<FirstLayer> first_layer_of(const core::Tensor& features, int width, int height);

// One cell of one map, with everything that is added up in it.
struct CellSum {
    int side = 0;
    std::vector<float> patch, kernel, products;  // side x side
    float bias = 0;
    float sum = 0;    // of the products and the bias
    float value = 0;  // after ReLU
};
// Throws std::out_of_range outside of the map.
[[nodiscard]] CellSum cell_sum(const FirstLayer& layer, const image::GrayImage& input, int map, int x, int y);

}  // namespace mllab::sketchpad
