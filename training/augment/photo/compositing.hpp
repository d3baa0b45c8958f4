// Pictures laid over one another, and what gets in the way of a hand.
#pragma once

#include <array>

#include "core/random.hpp"
#include "image/image.hpp"

namespace mllab::augment {

// `top` over `bottom` by top's alpha. Throws std::invalid_argument unless they are of one size.
[[nodiscard]] image::RgbaImage over(const image::RgbaImage& top, const image::RgbaImage& bottom);

// Alpha falls from what it is to 0 over the last `feather_px` pixels of every side. 0 leaves the picture as it is.
[[nodiscard]] image::RgbaImage feathered(const image::RgbaImage& picture, float feather_px);

// The square of `side` pixels about the picture's middle, in which the picture fits, filled with the picture itself,
// enlarged and out of focus.
[[nodiscard]] image::RgbaImage blurred_enlargement(const image::RgbaImage& picture, int side);

// A bar of one colour with a little shade across it, like a sleeve, a cable or the edge of a table: everything whose
// distance from a line is less than half of `width_px`. The line goes through (x, y).
struct Bar {
    float x = 0;
    float y = 0;
    float degrees = 0;
    float width_px = 0;
    std::array<float, 3> colour{};
};
[[nodiscard]] image::RgbaImage with_bar(const image::RgbaImage& picture, const Bar& bar);

// A rectangle of one colour, within the picture's bounds.
struct Patch {
    int left = 0;
    int top = 0;
    int width = 0;
    int height = 0;
    std::array<float, 3> colour{};
};
[[nodiscard]] image::RgbaImage with_patch(const image::RgbaImage& picture, const Patch& patch);

// A colour as cloth, wood and paint have it.
[[nodiscard]] std::array<float, 3> random_colour(core::Random& random);

}  // namespace mllab::augment
