// Boxes for tests, by chance and by hand.
#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include "core/random.hpp"
#include "geometry/box.hpp"

namespace mllab::testing {

inline constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
inline constexpr double infinite = std::numeric_limits<double>::infinity();

// Somewhere around the picture, of any shape.
inline geometry::Box random_box(core::Random& random) {
    return {random.uniform(-0.5, 1), random.uniform(-0.5, 1), random.uniform(0, 1), random.uniform(0, 1)};
}

// With few different scores, so that many are equal.
inline std::vector<geometry::Detection> random_detections(core::Random& random, std::size_t count,
                                                          std::size_t classes) {
    std::vector<geometry::Detection> detections;
    for (std::size_t i = 0; i < count; ++i)
        detections.push_back({random_box(random), random.below(classes), static_cast<float>(random.below(20)) / 20});
    return detections;
}

}  // namespace mllab::testing
