// A process of a group: this test program once more, running one of its hidden cases.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace mllab::testing {

struct Worker {
    std::string test_case;  // its name
    int rank = 0;
    int size = 1;
    std::uint16_t port = 0;
    std::vector<std::string> variables = {};  // more of them: "NAME=value"
};

// For mllab::testing::Process, with /usr/bin/env as its program: a worker under the environment that torchrun sets.
[[nodiscard]] std::vector<std::string> arguments_of(const Worker& worker);

// Listens at a free port of the loopback address.
class Listener {
 public:
    Listener();
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
    int socket_;
    std::uint16_t port_ = 0;
};

// One that nobody listens at.
[[nodiscard]] std::uint16_t free_port();

// What the test gave its worker, or "".
[[nodiscard]] std::string variable(const char* name);

}  // namespace mllab::testing
