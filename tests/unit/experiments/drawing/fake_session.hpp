// A third body for Session, played by the test: loads and runs wait until the test answers them.
#pragma once

#include <coroutine>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "inference/session.hpp"

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
    // What the models look like from outside, by their ids; "logits" is the answer.
    std::map<std::string, std::vector<inference::TensorInfo>> inputs;
    std::map<std::string, std::vector<inference::TensorInfo>> outputs;
    // With these the test need not answer by hand.
    bool load_at_once = true;
    std::optional<std::size_t> answer_at_once;  // the class that every run finds

    static Runtime& now();

    void finish_load(std::optional<inference::ModelError> error = std::nullopt);
    void finish_run(std::size_t found, float sureness = 8);
    void fail_run(inference::Failure kind, const std::string& message);
};

// Logits in which the class `found` stands out by `sureness`; contributions speak against everything, whatever else a
// model gives is stirred by half.
[[nodiscard]] inference::Outputs outputs_for(const Run& run, std::size_t found, float sureness);

}  // namespace mllab::fake
