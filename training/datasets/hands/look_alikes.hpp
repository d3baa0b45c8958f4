// Pictures that nearly equal one another, for data whose names tell nothing.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "image/image.hpp"

namespace mllab::datasets {

// A picture of 24 x 16 pixels, three bytes each: what is left of it when only the large is looked at.
inline constexpr int miniature_width = 24;
inline constexpr int miniature_height = 16;
using Miniature = std::array<std::uint8_t, std::size_t{3} * miniature_width * miniature_height>;
// Throws std::invalid_argument on an empty picture.
[[nodiscard]] Miniature miniature_of(const image::RgbaImage& picture);

// Pictures whose miniatures differ by at most `levels` of 255 in the mean look alike; so do those that look like a
// third one. Returns for each picture the smallest index that it looks alike with. Compares all pairs: for thousands.
[[nodiscard]] std::vector<std::size_t> look_alikes(std::span<const Miniature> miniatures, double levels);

}  // namespace mllab::datasets
