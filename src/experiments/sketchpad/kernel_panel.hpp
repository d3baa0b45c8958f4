// The arithmetic behind one cell of the first feature maps, on the visitor's own drawing: patch, kernel, products, sum.
#pragma once

#include "experiments/sketchpad/first_layer.hpp"
#include "ui/painter.hpp"

namespace mllab::sketchpad {

// `cell` of map `map` (from 0) at column `x`, row `y`. Gives the height, the same for all cells of a layer.
float draw_cell_sum(ui::Painter& painter, const ui::Rect& room, const CellSum& cell, int map, int x, int y);

}  // namespace mllab::sketchpad
