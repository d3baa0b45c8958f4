// A drawing experiment in the twin, as a test drives it.
#pragma once

#include "experiments/drawing/controller.hpp"
#include "fake_session.hpp"
#include "platform/twin.hpp"

namespace mllab::fake {

struct Fixture {
    Runtime& runtime = Runtime::now();
    platform::Twin twin;

    Fixture() { runtime = Runtime{}; }
    // The waits of one test are nothing to the next.
    ~Fixture() { runtime = Runtime{}; }
    Fixture(const Fixture&) = delete;
    Fixture& operator=(const Fixture&) = delete;

    static void sample(drawing::Controller& controller, platform::Phase phase, float x, float y, int id = 1) {
        controller.pen({.phase = phase,
                        .kind = platform::PointerKind::mouse,
                        .id = id,
                        .x = x,
                        .y = y,
                        .t_ms = 0,
                        .eraser = false,
                        .area = "pad"});
    }
    // A vertical stroke, long enough to be no dot.
    static void stroke(drawing::Controller& controller, float x = 150) {
        sample(controller, platform::Phase::down, x, 60);
        sample(controller, platform::Phase::move, x, 150);
        sample(controller, platform::Phase::up, x, 250);
    }
    [[nodiscard]] bool current() const {
        return twin.state == platform::State::ready && twin.result().revision == twin.revision;
    }
};

}  // namespace mllab::fake
