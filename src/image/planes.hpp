// From a picture to what a network sees: a square of it, resampled exactly to the network's size, as planes of numbers.
// The browser makes frames and pictures only roughly small; this is where their last pixels are computed, for the page
// and for the trainer alike.
#pragma once

#include <vector>

#include "image/image.hpp"

namespace mllab::image {

// In pixels of a picture, which it may leave.
struct Square {
    double left = 0;
    double top = 0;
    double side = 0;
    bool operator==(const Square&) const = default;
};

// The largest square in the middle of a picture: its side is the shorter side.
[[nodiscard]] Square central_square(int width, int height);

// `square` of the picture as `size` x `size` opaque pixels: each is the mean of the area that it covers where this
// makes the square smaller, and interpolated between pixel centres where it makes it larger. What is transparent lies
// on white paper; outside of the picture its edge is repeated. Throws std::invalid_argument on an empty picture, a size
// outside 1..4096, and a square without a finite place or with a side outside 0..2^26.
[[nodiscard]] RgbaImage resampled(const RgbaImage& picture, const Square& square, int size);

// value = (byte / 255 - mean) / deviation, in all three channels.
struct Normalisation {
    float mean = 0;
    float deviation = 1;
};

// [3, height, width]: red, then green, then blue; alpha is not looked at.
[[nodiscard]] std::vector<float> planes(const RgbaImage& picture, const Normalisation& normalisation);

}  // namespace mllab::image
