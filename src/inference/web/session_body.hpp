// What a session is in the page.
#pragma once

#include <string>
#include <vector>

#include "inference/session.hpp"
#include "inference/web/waiting.hpp"

namespace mllab::inference {

struct Session::Body {
    int session;
    std::string model;
    std::vector<TensorInfo> inputs;
    std::vector<TensorInfo> outputs;
    Body(int number, std::string name) : session(number), model(std::move(name)) {}
    Body(const Body&) = delete;
    Body& operator=(const Body&) = delete;
    ~Body() { release_session(session); }

    [[nodiscard]] std::string request(const RunRequest& run) const;
    [[nodiscard]] static Outputs outputs_of(const Answer& answer);
};

}  // namespace mllab::inference
