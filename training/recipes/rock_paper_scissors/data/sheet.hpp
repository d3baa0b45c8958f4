// Samples side by side, to be looked at.
#pragma once

#include "image/image.hpp"
#include "training/recipes/rock_paper_scissors/data/sampler.hpp"

namespace mllab::gestures_data {

// The first columns x rows samples of an epoch, row by row, each on a frame of its label's colour: rock red, paper
// green, scissors blue, no hand grey. Throws std::invalid_argument on fewer than one or more than 64 a side.
[[nodiscard]] image::RgbaImage contact_sheet(const Sampler& sampler, std::uint64_t epoch, int columns, int rows);

}  // namespace mllab::gestures_data
