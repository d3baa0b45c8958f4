// A drawing experiment in the twin, as a test drives it.
#pragma once

#include <format>
#include <string>

#include "experiments/drawing/controller.hpp"
#include "fake_session.hpp"
#include "platform/twin.hpp"

namespace mllab::fake {

// A model card as the trainer would write it; `labels`, `preprocessing` and `decision` are JSON.
[[nodiscard]] inline std::string card(const std::string& id, const std::string& labels,
                                      const std::string& preprocessing, const std::string& decision) {
    return std::format(
        R"({{"format": 1, "id": "{0}", "name": "Made up", "file": {{"name": "{0}.onnx", "bytes": 147600, "sha256": "{1}"}},
            "architecture": {{"summary": "", "layers": [], "parameters": 38000, "weights_stored_as": "float16"}},
            "inputs": [], "outputs": [], "labels": {2}, "preprocessing": {3}, "decision": {4}}})",
        id, std::string(64, 'a'), labels, preprocessing, decision);
}

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
