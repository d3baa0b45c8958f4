// Pictures of digits as people bring them, one function a kind, by another way than those that digits_ink learns from:
// other rulings, textures, shadows and pens, larger, in colour, of writers that it does not know.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "image/image.hpp"
#include "training/datasets/unipen.hpp"

namespace mllab::ink_evaluation {

struct Picture {
    image::RgbaImage picture;
    image::GrayImage ink;  // of its size: 1 where the pen went
    std::size_t label = 0;
};

// "plain", "lined", "squared", "faint squares", "lined, photo" …
[[nodiscard]] const std::vector<std::string>& kinds();

// Picture `index` of a kind, of that digit. Depends on nothing but its arguments. Throws std::invalid_argument where
// there is no such kind.
[[nodiscard]] Picture picture_of(const std::string& kind, const datasets::PenDigit& digit, std::uint64_t index);

}  // namespace mllab::ink_evaluation
