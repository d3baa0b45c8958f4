// A body for Session that the test plays: what a network answers is a function; loads and runs wait for the test, or
// are done at once.
#pragma once

#include <coroutine>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "inference/session.hpp"

namespace mllab::fake {

struct Load {
    std::string id;
    std::coroutine_handle<> waiting;
    std::optional<inference::ModelError> error;
    ~Load();  // one that is cancelled waits no more
};

struct Run {
    std::string model;
    inference::RunRequest request;
    std::coroutine_handle<> waiting;
    std::optional<inference::Outputs> outputs;
    std::optional<inference::ModelError> error;
    ~Run();
};

// What was asked for and what waits. One for a test; the tests run one after the other.
struct Runtime {
    std::deque<Load*> loads;
    std::deque<Run*> runs;
    int loads_asked = 0;
    int runs_asked = 0;
    bool load_at_once = true;
    bool answer_at_once = true;
    std::function<inference::Outputs(const Run&)> network;
    // What the models look like from outside, by their ids, where that matters.
    std::map<std::string, std::vector<inference::TensorInfo>> inputs;
    std::map<std::string, std::vector<inference::TensorInfo>> outputs;
    int tensors_kept = 0;       // alive under a handle
    int most_tensors_kept = 0;  // at any moment

    static Runtime& now();
    void finish_load(std::optional<inference::ModelError> error = std::nullopt);
    void finish_run();
    void fail_run(inference::Failure kind, const std::string& message);
};

// A tensor that stays "where the model runs", and what is in one.
[[nodiscard]] inference::Handle kept(float value);
[[nodiscard]] float value_of(const inference::Value& value);

}  // namespace mllab::fake
