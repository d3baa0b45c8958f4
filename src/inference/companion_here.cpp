// The native body of companion.hpp: the program is called directly.
#include <utility>

#include "inference/companion.hpp"

namespace mllab::inference {

struct Companion::State {
    std::unique_ptr<Program> program;
};

Companion::Companion(Session session, const ProgramKind& kind, const std::string& setup)
    : state_(std::make_shared<State>(kind.make(std::move(session), setup))) {}

namespace {

// By value: the program outlives its command.
core::Task<void> perform_here(std::shared_ptr<Companion::State> state, Bytes command, Tell tell) {
    co_await state->program->perform(std::move(command), std::move(tell));
}

}  // namespace

core::Task<void> Companion::perform(Bytes command, Tell tell) const {
    return perform_here(state_, std::move(command), std::move(tell));
}

void Companion::prepare(const ProgramKind& /*kind*/) {}

double Companion::message_interval_ms() noexcept { return 0; }

}  // namespace mllab::inference
