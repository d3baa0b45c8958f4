// A training that is asked to stop (Ctrl-C, a closed terminal, a machine that shuts down) saves what it has and ends.
#pragma once

#include <stdexcept>
#include <string>

namespace mllab::fit {

// While one is alive, the first SIGINT, SIGTERM or SIGHUP is only noted; the second ends the process as it would have
// without. What the process was told to ignore (nohup) it goes on ignoring. One at a time.
class StopSignals {
 public:
    StopSignals();
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    // The number of the signal that came; 0 where none did.
    [[nodiscard]] static int received();
};

class Stopped : public std::runtime_error {
 public:
    Stopped(const std::string& message, int signal) : std::runtime_error(message), signal_(signal) {}
    [[nodiscard]] int signal() const { return signal_; }

 private:
    int signal_;
};

}  // namespace mllab::fit
