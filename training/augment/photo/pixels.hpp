// The room's own way to pixels.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "image/image.hpp"

namespace mllab::augment {

inline std::size_t index_of(const image::RgbaImage& image, int x, int y) {
    return (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(x)) * 4;
}

inline const std::uint8_t* pixel(const image::RgbaImage& image, int x, int y) {
    return image.pixels.data() + index_of(image, x, y);
}

inline std::uint8_t* pixel(image::RgbaImage& image, int x, int y) {
    return image.pixels.data() + index_of(image, x, y);
}

// Rounded, a half upwards.
inline std::uint8_t byte_of(float value) { return static_cast<std::uint8_t>(std::clamp(value + 0.5F, 0.0F, 255.5F)); }

inline float luma(const std::uint8_t* p) {
    return 0.299F * static_cast<float>(p[0]) + 0.587F * static_cast<float>(p[1]) + 0.114F * static_cast<float>(p[2]);
}

// 0 below `low`, 1 above `high`, smooth between (3t^2 - 2t^3).
inline float smooth_step(float low, float high, float value) {
    const float t = std::clamp((value - low) / (high - low), 0.0F, 1.0F);
    return t * t * (3 - 2 * t);
}

}  // namespace mllab::augment
