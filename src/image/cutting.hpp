// Pictures turned and cut, as a person does it by hand.
#pragma once

#include <cstdint>

#include "image/image.hpp"

namespace mllab::image {

// Of a picture, in whole pixels.
struct Part {
    int left = 0;
    int top = 0;
    int width = 0;
    int height = 0;
    bool operator==(const Part&) const = default;
};

// What of `part` lies in a picture of this size. Without pixels where nothing does.
[[nodiscard]] Part within(const Part& part, int width, int height);

// That part of the picture as a picture of its own. Throws std::invalid_argument where nothing of it lies in the
// picture.
[[nodiscard]] RgbaImage cut(const RgbaImage& picture, const Part& part);
[[nodiscard]] GrayImage cut(const GrayImage& picture, const Part& part);

enum class Quarter : std::uint8_t { left, right };

// Turned by 90°: to the left, so that its right edge comes to the top, or to the right.
[[nodiscard]] RgbaImage turned(const RgbaImage& picture, Quarter way);

}  // namespace mllab::image
