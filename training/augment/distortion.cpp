#include "training/augment/distortion.hpp"

#include <cmath>
#include <numbers>

namespace mllab::augment {

Distortion::Distortion(const DistortionRange& range, core::Random& random) {
    const double degrees = range.turn_degrees + random.uniform(-1, 1) * range.rotation_degrees;
    const double angle = degrees * std::numbers::pi / 180;
    const double shear = random.uniform(-1, 1) * range.shear;
    const double ratio = std::exp(0.5 * random.uniform(-1, 1) * range.stretch);
    // Stretch, then shear along x (a slant), then rotate.
    const double c = std::cos(angle);
    const double s = std::sin(angle);
    affine_.a = static_cast<float>(c * ratio);
    affine_.b = static_cast<float>((c * shear - s) / ratio);
    affine_.c = static_cast<float>(s * ratio);
    affine_.d = static_cast<float>((s * shear + c) / ratio);
    const double amplitude = range.elastic * random.uniform();
    for (Wave& wave : waves_) {
        // Half a wave to one and a half across the box: bends that a hand makes, not ripples.
        const double frequency = std::numbers::pi * random.uniform(1, 3);
        const double direction = random.uniform(0, 2 * std::numbers::pi);
        const double push = random.uniform(0, 2 * std::numbers::pi);
        wave = {.kx = frequency * std::cos(direction),
                .ky = frequency * std::sin(direction),
                .phase = random.uniform(0, 2 * std::numbers::pi),
                .dx = amplitude * std::cos(push),
                .dy = amplitude * std::sin(push)};
    }
}

ink::Point Distortion::operator()(ink::Point p) const {
    double dx = 0;
    double dy = 0;
    for (const Wave& wave : waves_) {
        const double height =
            std::sin(wave.kx * static_cast<double>(p.x) + wave.ky * static_cast<double>(p.y) + wave.phase);
        dx += wave.dx * height;
        dy += wave.dy * height;
    }
    const float x = p.x + static_cast<float>(dx);
    const float y = p.y + static_cast<float>(dy);
    return {affine_.a * x + affine_.b * y, affine_.c * x + affine_.d * y, p.t_ms};
}

}  // namespace mllab::augment
