// What a telephone and the way from it make of what it sees, in grey.
#pragma once

#include "core/random.hpp"
#include "image/image.hpp"

namespace mllab::digits_photos {

// Exposure, contrast and haze: what becomes of a brightness. As it is, nothing changes.
struct Tone {
    float gain = 1, gamma = 1, lift = 0;
    [[nodiscard]] float of(float v) const;
};
// As a camera exposes by itself: the scene's bright parts become bright, though not always.
[[nodiscard]] Tone random_tone(const image::GrayImage& scene, core::Random& random);

// Out of focus or coarse, sharpened too much, toned, noisy, through a JPEG; rounded to 255 levels. A plain picture is
// only made small and large again, and compressed. What is `side_px` large is still seen.
[[nodiscard]] image::GrayImage photographed(const image::GrayImage& scene, bool plain, const Tone& tone, float side_px,
                                            core::Random& random);

}  // namespace mllab::digits_photos
