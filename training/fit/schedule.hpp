// A learning rate that rises and falls once.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace mllab::fit {

// One cycle (Smith, Topin 2018): a linear rise over the first part of the steps, a cosine fall over the others.
struct OneCycle {
    double rise = 0.15;  // that part
    double last = 1e-3;  // where it ends, as a part of the highest rate

    [[nodiscard]] double at(std::int64_t step, std::int64_t steps, double highest) const {
        constexpr double first = 0.04;
        const double t = static_cast<double>(step) / static_cast<double>(std::max<std::int64_t>(1, steps));
        if (t < rise) return highest * (first + (1 - first) * t / rise);
        return highest * (last + (1 - last) * 0.5 * (1 + std::cos(std::numbers::pi * (t - rise) / (1 - rise))));
    }
};

}  // namespace mllab::fit
