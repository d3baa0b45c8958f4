// What a camera and the way from it do to a picture.
#pragma once

#include "core/random.hpp"
#include "image/image.hpp"

namespace mllab::augment {

// Out of focus: a Gaussian of this deviation, edges repeated; colours weighted by alpha. 0 leaves the picture as it is.
[[nodiscard]] image::RgbaImage defocused(const image::RgbaImage& picture, float deviation_px);
// Moved during the exposure: the mean along a line of this length. 0 leaves the picture as it is.
[[nodiscard]] image::RgbaImage motion_blurred(const image::RgbaImage& picture, float length_px, float degrees);
// A sensor's noise in dim light, by Gaussian numbers of this deviation in levels of 255: `grain` px wide, `colour` of
// it differing between channels.
struct Noise {
    float deviation = 0;
    int grain = 1;
    float colour = 0.5F;
};
[[nodiscard]] image::RgbaImage noisy(const image::RgbaImage& picture, const Noise& noise, core::Random& random);
// Made smaller to `part` of its size by area, and as large as before again, bilinearly. 1 leaves the picture as it is.
[[nodiscard]] image::RgbaImage coarsened(const image::RgbaImage& picture, float part);
// Through a JPEG of quality 1..100; what comes back is opaque.
[[nodiscard]] image::RgbaImage compressed(const image::RgbaImage& picture, int quality);

}  // namespace mllab::augment
