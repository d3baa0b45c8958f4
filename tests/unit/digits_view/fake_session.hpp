// A third body for Session, played by the test: loads and runs wait until the test answers them.
#pragma once

#include <coroutine>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "inference/session.hpp"
#include "platform/platform.hpp"

namespace mllab::fake {

struct Run {
    std::string model;
    inference::RunRequest request;
    std::coroutine_handle<> waiting;
    std::optional<inference::Outputs> outputs;
    std::optional<inference::ModelError> error;
};

struct Load {
    std::string id;
    std::coroutine_handle<> waiting;
    std::optional<inference::ModelError> error;
};

// What the experiment asked for and what waits for an answer. One for a test; the tests run one after the other.
struct Runtime {
    std::deque<Load*> loads;
    std::deque<Run*> runs;
    int runs_asked = 0;
    // With these the test need not answer by hand.
    bool load_at_once = true;
    std::optional<std::size_t> answer_at_once;  // the digit that every run finds

    static Runtime& now();

    void finish_load(std::optional<inference::ModelError> error = std::nullopt);
    void finish_run(std::size_t digit, float sureness = 8);
    void fail_run(inference::Failure kind, const std::string& message);
};

// Logits in which `digit` (10: no digit) stands out by `sureness`.
[[nodiscard]] inference::Outputs outputs_for(const Run& run, std::size_t digit, float sureness);

// Cards of a CNN and an MLP, as the trainer would write them.
[[nodiscard]] platform::Launch launch(const std::string& model = "digits_cnn");

}  // namespace mllab::fake
