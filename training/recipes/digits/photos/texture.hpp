// Random structure, as paper, wood and print have it.
#pragma once

#include "core/random.hpp"
#include "image/image.hpp"

namespace mllab::digits_photos {

// Smooth random numbers of mean 0: independent ones of deviation 1 on a grid of cells, linear between them.
[[nodiscard]] image::GrayImage noise(int width, int height, float cell_width_px, float cell_height_px,
                                     core::Random& random);
[[nodiscard]] inline image::GrayImage noise(int width, int height, float cell_px, core::Random& random) {
    return noise(width, height, cell_px, cell_px, random);
}

// A surface of such numbers lit from one side: its slope in a direction, deviation about 1.
[[nodiscard]] image::GrayImage relief(int width, int height, float cell_px, core::Random& random);

// The mean of squares of 2 `radius` + 1 pixels, twice: close to a Gaussian. Edges are repeated.
[[nodiscard]] image::GrayImage softened(const image::GrayImage& picture, int radius);

// A Gaussian of this deviation, edges repeated; 0 leaves the picture as it is.
[[nodiscard]] image::GrayImage blurred(const image::GrayImage& picture, float deviation_px);

}  // namespace mllab::digits_photos
