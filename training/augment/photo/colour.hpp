// Other light and another camera's colours.
#pragma once

#include <array>

#include "core/random.hpp"
#include "image/image.hpp"

namespace mllab::augment {

// In this order; what is not set leaves a picture as it is. Alpha stays.
struct ColourChange {
    std::array<float, 3> gain{1, 1, 1};  // white balance and brightness, red, green and blue
    float hue_degrees = 0;               // about the grey axis
    float saturation = 1;                // 0 = grey
    float contrast = 1;                  // about middle grey
    float gamma = 1;                     // > 1 darkens the middle
};
[[nodiscard]] image::RgbaImage recoloured(const image::RgbaImage& picture, const ColourChange& change);

// As cameras and lamps differ; strength 0 changes nothing, 1 reaches from dim lamps to overexposure. One in ten is
// grey.
[[nodiscard]] ColourChange random_colours(core::Random& random, float strength);

// Light that falls from one side: gain `near` at that edge of the picture, `far` at the opposite one, tinted.
struct SideLight {
    float degrees = 0;
    std::array<float, 3> near{1, 1, 1};
    std::array<float, 3> far{1, 1, 1};
};
[[nodiscard]] image::RgbaImage lit(const image::RgbaImage& picture, const SideLight& light);
[[nodiscard]] SideLight random_side_light(core::Random& random, float strength);

}  // namespace mllab::augment
