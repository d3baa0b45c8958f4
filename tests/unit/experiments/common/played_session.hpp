// A body for Session that the test plays: what a network answers is a function; loads and runs wait for the test, or
// are answered at once.
#pragma once

#include <coroutine>
#include <deque>
#include <functional>
#include <optional>
#include <string>

#include "inference/session.hpp"

namespace mllab::played {

struct Load {
    std::coroutine_handle<> waiting;
    std::optional<inference::ModelError> error;
    ~Load();
};

struct Run {
    inference::RunRequest request;
    std::coroutine_handle<> waiting;
    std::optional<inference::Outputs> outputs;
    std::optional<inference::ModelError> error;
    ~Run();  // a run that is cancelled waits no more
};

struct Runtime {
    std::deque<Load*> loads;
    std::deque<Run*> runs;
    int loads_asked = 0;
    int runs_asked = 0;
    bool load_at_once = true;
    bool answer_at_once = true;
    std::function<inference::Outputs(const inference::RunRequest&)> network;
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

}  // namespace mllab::played
