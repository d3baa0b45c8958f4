// The boxes from which an SSD measures what it finds (Liu et al. 2016), as TensorFlow's object detection lays them out,
// and the way from its numbers to boxes.
#pragma once

#include <span>
#include <vector>

#include "geometry/box.hpp"

namespace mllab::geometry {

struct Anchor {  // in 0..1 of the model's input
    double cy = 0;
    double cx = 0;
    double h = 0;
    double w = 0;
};

struct SsdLayout {
    int input_px = 300;
    std::vector<int> strides{16, 32, 64, 128, 256, 512};  // a layer each; its map has ceil(input / stride) cells a side
    double smallest_scale = 0.2;                          // of the first layer; the others' lie evenly between
    double largest_scale = 0.95;                          // of the last
    double lowest_layer_scale = 0.1;                      // of the first layer's square box
};

// Layer by layer, row by row, cell by cell: centres in the middle of cells. The first layer has three boxes a cell
// (ratio w / h of 1 at `lowest_layer_scale`, then 2 and 1/2 at its scale), the others six: ratios 1, 2, 1/2, 3, 1/3 at
// their scale s and a square of sqrt(s * next scale), the next of the last being 1. With the layout above they are
// 1,917. Throws std::invalid_argument on a layout without layers, with more than 16, with a size or stride outside
// 1..4096 and with scales outside 0..1.
[[nodiscard]] std::vector<Anchor> ssd_anchors(const SsdLayout& layout = {});

// What encodings are divided by: cy and cx by `centre`, h and w by `size`.
struct Variances {
    double centre = 10;
    double size = 5;
};

// `encoding` is cy, cx, h, w relative to the anchor: the centre in its sides, the sides as logarithms. The result may
// leave the input, and where the network's numbers are wild, it may not be sound (is_sound).
[[nodiscard]] Box decoded(std::span<const float, 4> encoding, const Anchor& anchor, const Variances& variances = {});

}  // namespace mllab::geometry
