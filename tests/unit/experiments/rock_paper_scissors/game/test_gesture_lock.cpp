#include <catch_amalgamated.hpp>
#include <functional>

#include "experiments/rock_paper_scissors/game/gesture_lock.hpp"

using namespace mllab::rock_paper_scissors;
using State = GestureLock::State;

namespace {

constexpr double shoot_ms = 10'000;
constexpr Sight rock{.gesture = Gesture::rock, .hand = true};
constexpr Sight paper{.gesture = Gesture::paper, .hand = true};
constexpr Sight scissors{.gesture = Gesture::scissors, .hand = true};
constexpr Sight unclear{.gesture = {}, .hand = true};
constexpr Sight nothing{};

struct Locked {
    State state;
    std::optional<Gesture> gesture;
    double after_ms;  // "shoot"
};

// A camera of this rate, whose pictures are answered after `delay_ms`; what it shows so long after "shoot".
Locked watch(double rate, const std::function<Sight(double)>& shown, double delay_ms = 30) {
    GestureLock lock(shoot_ms);
    for (double taken = shoot_ms - 1000; taken < shoot_ms + 4000; taken += 1000 / rate) {
        lock.see(shown(taken - shoot_ms), taken);
        lock.advance(taken + delay_ms);
        if (lock.state() == State::open) continue;
        return {.state = lock.state(),
                .gesture = lock.state() == State::locked ? std::optional(lock.gesture()) : std::nullopt,
                .after_ms = taken + delay_ms - shoot_ms};
    }
    return {.state = State::open, .gesture = {}, .after_ms = 0};
}

}  // namespace

TEST_CASE("a hand that is held is locked in about a second, by slow cameras and fast ones") {
    for (const double rate : {3.0, 5.0, 10.0, 15.0, 30.0, 60.0}) {
        const Locked locked = watch(rate, [](double) { return scissors; });
        CHECK(locked.state == State::locked);
        CHECK(locked.gesture == Gesture::scissors);
        CHECK(locked.after_ms >= GestureLock::opening_ms + GestureLock::steady_ms);
        CHECK(locked.after_ms <= 1500);
    }
}

TEST_CASE("a fist that opens right after shoot is what it becomes") {
    for (const double rate : {5.0, 10.0, 30.0}) {
        // Waved as a fist, open 250 ms after "shoot", blurred in between.
        const auto shown = [](double ms) { return ms < 150 ? rock : ms < 250 ? unclear : paper; };
        CHECK(watch(rate, shown).gesture == Gesture::paper);
        // Slower: half a second.
        const auto slower = [](double ms) { return ms < 400 ? rock : ms < 500 ? unclear : paper; };
        CHECK(watch(rate, slower).gesture == Gesture::paper);
    }
}

TEST_CASE("one frame that differs changes nothing but the time it takes") {
    const auto shown = [n = 0](double) mutable { return ++n % 10 == 0 ? paper : rock; };
    CHECK(watch(30, shown).gesture == Gesture::rock);
    const auto flickers = [n = 0](double) mutable { return ++n % 4 == 0 ? unclear : rock; };
    CHECK(watch(30, flickers).gesture == Gesture::rock);
}

TEST_CASE("frames of before shoot do not count, however many they are") {
    const auto shown = [](double ms) { return ms < 0 ? rock : nothing; };
    const Locked locked = watch(30, shown);
    CHECK(locked.state == State::no_hand);
    CHECK_FALSE(locked.gesture);
}

TEST_CASE("an answer that comes after shoot about a frame of before it does not count") {
    GestureLock lock(shoot_ms);
    for (int i = 0; i < 10; ++i) lock.see(rock, shoot_ms - 5 + i);
    lock.advance(shoot_ms + 1000);
    CHECK(lock.state() == State::open);
}

TEST_CASE("no hand, no gesture, gestures that change: reasons, never a guess") {
    for (const double rate : {5.0, 30.0}) {
        CHECK(watch(rate, [](double) { return nothing; }).state == State::no_hand);
        CHECK(watch(rate, [](double) { return unclear; }).state == State::unsure);
        const auto changing = [n = 0](double) mutable {
            ++n;
            return n % 3 == 0 ? rock : n % 3 == 1 ? paper : scissors;
        };
        CHECK(watch(rate, changing).state == State::unsure);
        // A hand that passes by for a moment.
        const auto passing = [](double ms) { return ms > 600 && ms < 700 ? rock : nothing; };
        CHECK(watch(rate, passing).state == State::no_hand);
    }
}

TEST_CASE("where almost nothing is answered, two answers that agree are enough, and one is not") {
    CHECK(watch(1, [](double) { return paper; }).gesture == Gesture::paper);
    CHECK(watch(1, [n = 0](double) mutable { return ++n % 2 == 0 ? paper : rock; }).state == State::unsure);
    CHECK(watch(0.5, [](double) { return paper; }).state == State::no_picture);
    GestureLock lock(shoot_ms);
    lock.advance(shoot_ms + GestureLock::window_ms);
    CHECK(lock.state() == State::open);  // answers may be under way
    lock.advance(shoot_ms + GestureLock::window_ms + GestureLock::late_ms);
    CHECK(lock.state() == State::no_picture);
}

TEST_CASE("once locked nothing changes any more") {
    GestureLock lock(shoot_ms);
    for (int i = 0; i < 10; ++i) lock.see(rock, shoot_ms + 400 + 50 * i);
    REQUIRE(lock.state() == State::locked);
    for (int i = 0; i < 40; ++i) lock.see(paper, shoot_ms + 1000 + 30 * i);
    lock.advance(shoot_ms + 10'000);
    CHECK(lock.state() == State::locked);
    CHECK(lock.gesture() == Gesture::rock);
}
