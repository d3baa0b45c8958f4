// Stands for the page's event loop: a task waits for the event, and the test decides when it happens.
#pragma once

#include <coroutine>
#include <utility>

namespace mllab::testing {

struct Event {
    std::coroutine_handle<> waiting;

    struct Awaiter {
        Event& event;
        explicit Awaiter(Event& e) : event(e) {}
        Awaiter(const Awaiter&) = delete;
        Awaiter& operator=(const Awaiter&) = delete;
        ~Awaiter() { event.waiting = {}; }  // a cancelled wait is withdrawn
        [[nodiscard]] bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<> handle) const noexcept { event.waiting = handle; }
        void await_resume() const noexcept {}
    };
    Awaiter operator co_await() { return Awaiter(*this); }
    void happen() { std::exchange(waiting, {}).resume(); }
};

}  // namespace mllab::testing
