// Quick, Draw!'s own way from strokes to its 28 x 28 bitmaps, so that the two copies of one drawing can be told.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "ink/strokes.hpp"
#include "training/datasets/npy.hpp"

namespace mllab::sketches_data {

using Bitmap = std::array<std::uint8_t, datasets::bitmap_pixels>;

// `drawing` in simplified coordinates (0..255). It is centred in a box of 256 by the middle between the origin and its
// farthest point, padded with 16 and half a pen on every side, drawn with a round pen of 16 and scaled to 28 pixels,
// antialiased; ink = 255. Source: the authors' description in the data set's repository (vector_to_raster: side 28,
// line diameter 16, padding 16).
[[nodiscard]] Bitmap official_bitmap(std::span<const ink::Stroke> drawing);

// How much two bitmaps differ: the sum of |a - b| over the sum of both inks. 0 = the same, 1 = no ink shared; two empty
// bitmaps are the same.
[[nodiscard]] double difference(std::span<const std::uint8_t, datasets::bitmap_pixels> a,
                                std::span<const std::uint8_t, datasets::bitmap_pixels> b);

}  // namespace mllab::sketches_data
