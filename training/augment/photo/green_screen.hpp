// A hand before a green screen becomes a hand before nothing.
#pragma once

#include "image/image.hpp"

namespace mllab::augment {

// Alpha by how much green exceeds red and blue, in parts of green (or of 40, in the dark): nothing from 0.2 on, opaque
// below 0.06, soft between; green that shines on the hand is taken away (it may not exceed the brighter one of the
// others). Only what hangs together with the largest part is kept.
[[nodiscard]] image::RgbaImage keyed(const image::RgbaImage& picture);

// Where the hand is in a keyed picture whose forearm comes from the right: pixels with alpha above one half.
struct HandParts {
    int left = 0;
    int top = 0;
    int wrist = 0;   // one past the hand's last column; what is right of it is forearm
    int bottom = 0;  // one past
    int right = 0;   // one past the last column of all
    int arm_top = 0;
    int arm_bottom = 0;  // of the forearm; 0 where there is none

    [[nodiscard]] int width() const { return wrist - left; }
    [[nodiscard]] int height() const { return bottom - top; }
    [[nodiscard]] int arm() const { return right - wrist; }  // its length
    [[nodiscard]] bool empty() const { return right <= left; }
};
// The wrist is where the matte is narrowest right of where it is widest; without a narrower place there is no forearm.
[[nodiscard]] HandParts parts_of(const image::RgbaImage& keyed);

// The part of a picture within bounds. Throws std::invalid_argument where it reaches beyond the picture.
[[nodiscard]] image::RgbaImage part_of(const image::RgbaImage& picture, int left, int top, int width, int height);

}  // namespace mllab::augment
