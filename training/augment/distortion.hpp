// What a hand does to a shape as a whole: it slants, stretches and bends it. One random distortion of the plane serves
// strokes (points are moved) and pictures (pixels are fetched from where they came).
#pragma once

#include <array>

#include "core/random.hpp"
#include "ink/strokes.hpp"

namespace mllab::augment {

// Ranges, each drawn uniformly in ±range, and the rotation about `turn_degrees`. The shape is thought of in a box whose
// longer side is 1, centred at 0.
struct DistortionRange {
    double turn_degrees = 0;  // clockwise on the page
    double rotation_degrees = 12;
    double shear = 0.2;
    double stretch = 0.15;  // natural logarithm of the ratio of width to height
    double elastic = 0.05;  // amplitude of the bending, part of the box
};

class Distortion {
 public:
    Distortion(const DistortionRange& range, core::Random& random);

    // Where a point of the unit box (centred at 0) goes.
    [[nodiscard]] ink::Point operator()(ink::Point p) const;

 private:
    // Bending: a few plane waves, so that it is smooth everywhere and cheap (in the spirit of Simard et al. 2003,
    // whose Gaussian-smoothed random fields look alike and cost a convolution).
    struct Wave {
        double kx, ky, phase, dx, dy;
    };
    ink::Affine affine_;
    std::array<Wave, 4> waves_{};
};

}  // namespace mllab::augment
