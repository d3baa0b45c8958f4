// The light on a sheet: lamps, shadows, creases.
#pragma once

#include "core/random.hpp"
#include "image/image.hpp"

namespace mllab::digits_photos {

// What the surface's reflectance is multiplied by: light that falls from a side or the middle, soft and hard shadows of
// hands, heads and telephones, a dark strip at an edge, folds and crumples. At most about 1.
[[nodiscard]] image::GrayImage random_light(int width, int height, core::Random& random);

}  // namespace mllab::digits_photos
