// From a stream of answers to the one hand that counts. What is seen before "shoot" does not count, nor does what is
// seen in the moment after it, in which the hand still opens; then the gesture on which answers agree for a while,
// whether they come five times a second or thirty. Where they do not agree in time there is no gesture, and a reason.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "experiments/rock_paper_scissors/pipeline/gesture.hpp"

namespace mllab::rock_paper_scissors {

// What one picture shows.
struct Sight {
    std::optional<Gesture> gesture{};
    bool hand = false;  // there is one, though it may be unclear which gesture it makes
    bool operator==(const Sight&) const = default;
};

class GestureLock {
 public:
    static constexpr double opening_ms = 300;        // after "shoot": the hand is still on its way
    static constexpr double steady_ms = 250;         // so long answers have to agree …
    static constexpr std::size_t agreeing = 3;       // … and so many of them
    static constexpr double window_ms = 2500;        // after "shoot": frames that are taken later do not count
    static constexpr double late_ms = 500;           // so long answers may be under way
    static constexpr std::size_t slow_agreeing = 2;  // where more did not come in all that time, and none differs

    enum class State : std::uint8_t {
        open,
        locked,
        no_picture,  // there was no answer at all, or a single one
        no_hand,
        unsure,  // a hand, but no gesture that lasted
    };

    explicit GestureLock(double shoot_ms) : shoot_ms_(shoot_ms) {}

    // An answer about a frame that was taken at `taken_ms`. One that is not newer than the last one is ignored.
    void see(const Sight& sight, double taken_ms);
    // Time passes.
    void advance(double now_ms);

    [[nodiscard]] State state() const { return state_; }
    // Only when locked.
    [[nodiscard]] Gesture gesture() const { return *seen_.back().sight.gesture; }

 private:
    struct Seen {
        Sight sight;
        double taken_ms = 0;
    };
    [[nodiscard]] bool steady() const;
    [[nodiscard]] State verdict() const;

    double shoot_ms_;
    State state_ = State::open;
    std::vector<Seen> seen_;
};

}  // namespace mllab::rock_paper_scissors
