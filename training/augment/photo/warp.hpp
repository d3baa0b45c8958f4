// Pictures moved, turned, scaled, slanted and seen from the side.
#pragma once

#include <array>

#include "image/image.hpp"

namespace mllab::augment {

// A projective map of the plane, row by row: (x, y) goes to ((m0 x + m1 y + m2) / w, (m3 x + m4 y + m5) / w) with
// w = m6 x + m7 y + m8. Pixel centres are at .5.
struct Projection {
    std::array<double, 9> m{1, 0, 0, 0, 1, 0, 0, 0, 1};

    [[nodiscard]] std::array<double, 2> operator()(double x, double y) const;
};

// How a picture lies in another one.
struct Placement {
    double source_x = 0;  // this point of the picture …
    double source_y = 0;
    double x = 0;  // … comes here
    double y = 0;
    double scale = 1;    // pixels there for a pixel of the picture
    double degrees = 0;  // clockwise
    bool mirrored = false;
    double shear = 0;
    double stretch = 0;  // natural logarithm of the ratio of width to height
    double tilt_x = 0;   // perspective: how much nearer the right is than the left, over 100 px there
    double tilt_y = 0;
};

// From pixels there to pixels of the picture. Throws std::invalid_argument unless scale > 0.
[[nodiscard]] Projection to_source(const Placement& placement);

enum class Beyond {
    transparent,
    repeated,        // the edge goes on for ever
    sides_repeated,  // the left and the right one do: an arm that goes through
    right_repeated,  // only the right one does, the others are transparent: an arm that comes from there
};

// Bilinear, colours weighted by alpha; a picture that becomes much smaller is made smaller by area first. Throws
// std::invalid_argument on an empty picture.
[[nodiscard]] image::RgbaImage warped(const image::RgbaImage& picture, const Projection& to_source, int width,
                                      int height, Beyond beyond);

}  // namespace mllab::augment
