// A number that moves to its new value within 120 ms instead of jumping.
#pragma once

#include <algorithm>

namespace mllab::ui {

class Glide {
 public:
    static constexpr double duration_ms = 120;

    // `at_once`: the visitor wants less motion.
    void aim(float target, double now_ms, bool at_once) {
        if (target == to_) return;
        from_ = at_once ? target : value(now_ms);
        to_ = target;
        start_ms_ = now_ms;
    }
    [[nodiscard]] float value(double now_ms) const {
        const double t = std::clamp((now_ms - start_ms_) / duration_ms, 0.0, 1.0);
        const double eased = 1 - (1 - t) * (1 - t) * (1 - t);
        return from_ + (to_ - from_) * static_cast<float>(eased);
    }
    [[nodiscard]] bool moving(double now_ms) const { return from_ != to_ && now_ms - start_ms_ < duration_ms; }

 private:
    float from_ = 0;
    float to_ = 0;
    double start_ms_ = -duration_ms;
};

}  // namespace mllab::ui
