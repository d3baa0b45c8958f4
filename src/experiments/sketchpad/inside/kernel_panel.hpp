// The arithmetic behind one cell of the first feature maps, on the visitor's own drawing: patch, kernel, products, sum.
#pragma once

#include <vector>

#include "experiments/sketchpad/asking/first_layer.hpp"
#include "ui/painter.hpp"

namespace mllab::sketchpad {

// `cell` of map `map` (from 0) at column `x`, row `y`. Gives the height, the same for all cells of a layer.
float draw_cell_sum(ui::Painter& painter, const ui::Rect& room, const CellSum& cell, int map, int x, int y);

// Side x side numbers, each on its colour: green above 0, amber below; in a square of `kernel_side`.
void draw_kernel(ui::Painter& painter, float x, float y, int side, const std::vector<float>& values);
[[nodiscard]] float kernel_side(const ui::Painter& painter, int side);

}  // namespace mllab::sketchpad
