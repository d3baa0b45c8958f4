#include "experiments/rock_paper_scissors/game/gesture_lock.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

namespace mllab::rock_paper_scissors {

void GestureLock::see(const Sight& sight, double taken_ms) {
    if (state_ != State::open) return;
    if (taken_ms < shoot_ms_ + opening_ms || taken_ms > shoot_ms_ + window_ms) return;
    if (!seen_.empty() && taken_ms <= seen_.back().taken_ms) return;
    seen_.push_back({.sight = sight, .taken_ms = taken_ms});
    if (steady()) state_ = State::locked;
}

// The newest answers say the same. One without a gesture among them is a flicker, two in a row are not.
bool GestureLock::steady() const {
    const auto& newest = seen_.back();
    if (!newest.sight.gesture) return false;
    std::size_t agree = 0;
    bool flickered = false;
    double since = newest.taken_ms;
    for (const Seen& seen : seen_ | std::views::reverse) {
        if (!seen.sight.gesture) {
            if (std::exchange(flickered, true)) break;
            continue;
        }
        if (seen.sight.gesture != newest.sight.gesture) break;
        flickered = false;
        ++agree;
        since = seen.taken_ms;
    }
    return agree >= agreeing && newest.taken_ms - since >= steady_ms;
}

void GestureLock::advance(double now_ms) {
    if (state_ == State::open && now_ms >= shoot_ms_ + window_ms + late_ms) state_ = verdict();
}

GestureLock::State GestureLock::verdict() const {
    if (seen_.size() < slow_agreeing) return State::no_picture;
    const bool alike = std::ranges::all_of(seen_, [&](const Seen& seen) {
        return seen.sight.gesture && seen.sight.gesture == seen_.back().sight.gesture;
    });
    // On a fast machine these would have been steady long before.
    if (alike) return State::locked;
    const auto hands = std::ranges::count_if(seen_, [](const Seen& seen) { return seen.sight.hand; });
    return 2 * static_cast<std::size_t>(hands) > seen_.size() ? State::unsure : State::no_hand;
}

}  // namespace mllab::rock_paper_scissors
