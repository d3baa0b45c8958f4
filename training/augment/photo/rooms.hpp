// What a camera sees where no hand is, made from numbers alone: walls, and things of a fist's size.
#pragma once

#include "core/random.hpp"
#include "image/image.hpp"
#include "training/augment/photo/skin.hpp"

namespace mllab::augment {

// A wall of a room, side x side: a colour with uneven light and a soft structure; in half of them something on it:
// edges of doors and windows, stripes of a curtain, a lamp's glow, rectangles like pictures and furniture.
[[nodiscard]] image::RgbaImage random_wall(core::Random& random, int side);

// A shaded ellipsoid of `size_px` before nothing, light from one side, its surface a little uneven.
[[nodiscard]] image::RgbaImage shaded_blob(core::Random& random, int side, float size_px, const Colour& colour);

// The picture's squares of side/`cells` in a random order, each turned by a multiple of 90 degrees: its texture without
// its shape. Throws std::invalid_argument unless the picture is a square that `cells` divides.
[[nodiscard]] image::RgbaImage scrambled(const image::RgbaImage& picture, int cells, core::Random& random);

}  // namespace mllab::augment
