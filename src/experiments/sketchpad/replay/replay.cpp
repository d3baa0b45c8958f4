#include "experiments/sketchpad/replay/replay.hpp"

#include <algorithm>

#include "ink/timing.hpp"

namespace mllab::sketchpad {

namespace {

constexpr float pen_speed = 0.4F;  // pad units a millisecond: that of an unhurried hand

}  // namespace

Replay::Replay(const ink::Strokes& drawing)
    : drawing_(ink::timed(drawing, pen_speed)), duration_ms_(ink::duration_ms(drawing_)) {}

ink::Strokes Replay::at(float t_ms) const { return ink::until(drawing_, t_ms); }

void Replay::play(double now_ms) {
    if (at_end()) position_ms_ = 0;
    playing_ = true;
    since_ms_ = now_ms;
}

void Replay::seek(float position_ms) {
    playing_ = false;
    position_ms_ = std::clamp(position_ms, 0.0F, duration_ms_);
}

bool Replay::advance(double now_ms) {
    if (!playing_) return false;
    const auto passed = static_cast<float>(std::max(0.0, now_ms - since_ms_));
    since_ms_ = now_ms;
    const float before = position_ms_;
    position_ms_ = std::min(position_ms_ + passed, duration_ms_);
    if (at_end()) playing_ = false;
    return position_ms_ != before || !playing_;
}

}  // namespace mllab::sketchpad
