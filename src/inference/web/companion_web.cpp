// The body of companion.hpp in the page: the program is a module in the worker (companions.mjs).
#include <utility>

#include "inference/companion.hpp"
#include "inference/web/session_body.hpp"
#include "inference/web/waiting.hpp"

namespace mllab::inference {

struct Companion::State {
    Session session;  // stays as long as the program that uses it
    int number;
    State(Session of, int id) : session(std::move(of)), number(id) {}
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { close_companion(number); }
};

Companion::Companion(Session session, const ProgramKind& kind, const std::string& setup) {
    if (!session.loaded()) throw ModelError(Failure::session_closed, "No model is loaded here. Load it first.");
    const int number = open_companion(session.body_->session, kind.module, setup);
    state_ = std::make_shared<State>(std::move(session), number);
}

namespace {

// By value: what a suspended command needs stays with it.
core::Task<void> perform_there(std::shared_ptr<Companion::State> state, Bytes command, Tell tell) {
    Waiting waiting(state->number, std::move(command), std::move(tell));
    static_cast<void>(co_await waiting);
}

}  // namespace

core::Task<void> Companion::perform(Bytes command, Tell tell) const {
    return perform_there(state_, std::move(command), std::move(tell));
}

void Companion::prepare(const ProgramKind& kind) { prepare_companion(kind.module); }

double Companion::message_interval_ms() noexcept { return 16; }

}  // namespace mllab::inference
