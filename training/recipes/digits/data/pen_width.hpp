// How thick the network's own pen is: as thick as the lines in the pictures that it learns from.
#pragma once

#include <span>

#include "training/recipes/digits/data/sources.hpp"

namespace mllab::digits_data {

// The pen width in model pixels at which digits drawn from strokes have the mean line width of the pictures, both laid
// in `frame`; found by bisection on at most 1,000 of each. Deterministic. Throws std::invalid_argument where one of the
// two is empty.
[[nodiscard]] float fitted_pen_width(std::span<const Picture> pictures, std::span<const datasets::PenDigit> strokes,
                                     ink::InkFrame frame);

}  // namespace mllab::digits_data
