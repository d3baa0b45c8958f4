#include "training/fit/stopping.hpp"

#include <array>
#include <csignal>

namespace mllab::fit {

namespace {

constexpr std::array<int, 3> signals{SIGINT, SIGTERM, SIGHUP};

volatile std::sig_atomic_t received_signal = 0;
std::array<struct sigaction, signals.size()> before{};

void note(int signal) { received_signal = signal; }

}  // namespace

StopSignals::StopSignals() {
    received_signal = 0;
    for (std::size_t i = 0; i < signals.size(); ++i) {
        ::sigaction(signals.at(i), nullptr, &before.at(i));
        if (before.at(i).sa_handler == SIG_IGN) continue;
        struct sigaction action{};
        action.sa_handler = &note;
        // The next one ends the process; reads and writes that were under way go on.
        action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_RESTART;
        ::sigaction(signals.at(i), &action, nullptr);
    }
}

StopSignals::~StopSignals() {
    for (std::size_t i = 0; i < signals.size(); ++i) ::sigaction(signals.at(i), &before.at(i), nullptr);
}

int StopSignals::received() { return received_signal; }

}  // namespace mllab::fit
