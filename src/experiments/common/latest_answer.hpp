// Asking about an input that changes faster than it can be answered: a drawing, a sum, a camera's frame. Inputs are
// handed in and answers handed out; at most one is under way, then the newest input is asked about, and what came in
// between never is. Nothing calls back: whoever asks is woken, and takes the answer when it suits him.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <utility>

#include "core/task.hpp"
#include "experiments/common/turns.hpp"

namespace mllab::experiments {

template <typename Input, typename Answer>
class LatestAnswer {
 public:
    // What became of an input: an answer, or the exception that `find` threw.
    struct Outcome {
        std::uint64_t revision = 0;
        std::optional<Answer> answer{};
        std::exception_ptr error{};
    };
    // From an input to its answer. A coroutine that must not ask again itself. If it throws, what waited is forgotten:
    // whoever takes the failure knows whether there is anybody left to ask.
    using Find = std::function<core::Task<Answer>(Input)>;

    // `wake` says that there is something to take; not while `ask` is running, whose caller looks anyway. `turns`: of
    // models that are not to run side by side.
    LatestAnswer(Find find, std::function<void()> wake, Turns* turns = nullptr)
        : find_(std::move(find)), wake_(std::move(wake)), turns_(turns) {}
    // The coroutine under way knows this object by its address.
    LatestAnswer(const LatestAnswer&) = delete;
    LatestAnswer& operator=(const LatestAnswer&) = delete;
    ~LatestAnswer() = default;

    // The input of this revision, in place of one that still waits. The same revision may be asked about again.
    void ask(Input input, std::uint64_t revision) {
        waiting_.emplace(std::move(input), revision);
        if (running_) return;
        running_ = asking_ = true;
        task_ = find_until_done();
        task_.start();
        asking_ = false;
    }
    // An answer that needs no asking: what is under way or waits about older inputs comes too late.
    void answer(Answer answer, std::uint64_t revision) {
        waiting_.reset();
        settle({.revision = revision, .answer = std::move(answer), .error = {}});
    }
    // Forgets an input that still waits.
    void withdraw() { waiting_.reset(); }

    // The newest outcome, once.
    [[nodiscard]] std::optional<Outcome> take() { return std::exchange(outcome_, std::nullopt); }
    [[nodiscard]] bool busy() const { return running_; }

 private:
    void settle(Outcome outcome) {
        if (outcome.revision < settled_) return;
        settled_ = outcome.revision;
        outcome_ = std::move(outcome);
    }

    core::Task<> find_until_done() {
        while (waiting_) {
            if (turns_ != nullptr) co_await turns_->mine();
            if (waiting_) {
                auto [input, revision] = *std::exchange(waiting_, std::nullopt);
                Outcome outcome{.revision = revision};
                try {
                    outcome.answer = co_await find_(std::move(input));
                } catch (...) {
                    outcome.error = std::current_exception();
                    waiting_.reset();
                }
                settle(std::move(outcome));
            }
            if (!waiting_) running_ = false;
            if (!asking_) wake_();
            if (turns_ != nullptr) turns_->next();
        }
    }

    Find find_;
    std::function<void()> wake_;
    Turns* turns_;
    std::optional<std::pair<Input, std::uint64_t>> waiting_;
    std::optional<Outcome> outcome_;
    std::uint64_t settled_ = 0;
    bool running_ = false;
    bool asking_ = false;
    core::Task<> task_;  // last: destroyed first, while what it refers to is alive
};

}  // namespace mllab::experiments
