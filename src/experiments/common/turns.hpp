// One at a time, in the order of asking: models that share a worker take turns, so that none waits for ever.
#pragma once

#include <algorithm>
#include <coroutine>
#include <deque>

namespace mllab::experiments {

class Turns {
 public:
    class Turn {
     public:
        explicit Turn(Turns& turns) : turns_(turns) {}
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;
        ~Turn() { std::erase(turns_.waiting_, handle_); }  // a task that is cancelled waits no more

        [[nodiscard]] bool await_ready() const {
            if (turns_.taken_) return false;
            turns_.taken_ = true;
            return true;
        }
        void await_suspend(std::coroutine_handle<> handle) {
            handle_ = handle;
            turns_.waiting_.push_back(handle);
        }
        void await_resume() const {}

     private:
        Turns& turns_;
        std::coroutine_handle<> handle_;
    };

    // `co_await turns.mine()` goes on when everybody who asked before has called `next`.
    [[nodiscard]] Turn mine() { return Turn(*this); }
    // Whoever has the turn gives it on.
    void next() {
        taken_ = !waiting_.empty();
        if (!taken_) return;
        const std::coroutine_handle<> first = waiting_.front();
        waiting_.pop_front();
        first.resume();
    }

 private:
    bool taken_ = false;
    std::deque<std::coroutine_handle<>> waiting_;
};

}  // namespace mllab::experiments
