// The project's coroutine type: a lazily started computation that yields one T or throws. Plain C++: what resumes a
// suspended task (a settled promise in the page, nothing at all in native code) is the business of the awaitable.
//
// A Task starts when it is awaited, or when `detach` or `run_now` starts it. Destroying a suspended task destroys the
// chain of tasks that it awaits, which is how a request that nobody wants any more is cancelled.
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>
#include <variant>

namespace mllab::core {

template <typename T = void>
class [[nodiscard]] Task;

namespace detail {

struct FinalAwaiter {
    [[nodiscard]] bool await_ready() const noexcept { return false; }
    template <typename Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> finished) const noexcept {
        const auto continuation = finished.promise().continuation;
        return continuation ? continuation : std::noop_coroutine();
    }
    void await_resume() const noexcept {}
};

struct PromiseBase {
    std::coroutine_handle<> continuation;
    [[nodiscard]] std::suspend_always initial_suspend() const noexcept { return {}; }
    [[nodiscard]] FinalAwaiter final_suspend() const noexcept { return {}; }
};

template <typename T>
struct Promise : PromiseBase {
    std::variant<std::monostate, T, std::exception_ptr> outcome;
    Task<T> get_return_object() noexcept;
    template <typename U>
    void return_value(U&& value) {
        outcome.template emplace<1>(std::forward<U>(value));
    }
    void unhandled_exception() noexcept { outcome.template emplace<2>(std::current_exception()); }
    T take() {
        if (outcome.index() == 2) std::rethrow_exception(std::get<2>(outcome));
        return std::move(std::get<1>(outcome));
    }
};

template <>
struct Promise<void> : PromiseBase {
    std::exception_ptr error;
    Task<void> get_return_object() noexcept;
    void return_void() const noexcept {}
    void unhandled_exception() noexcept { error = std::current_exception(); }
    void take() const {
        if (error) std::rethrow_exception(error);
    }
};

}  // namespace detail

template <typename T>
class [[nodiscard]] Task {
 public:
    using promise_type = detail::Promise<T>;

    Task() noexcept = default;
    explicit Task(std::coroutine_handle<promise_type> handle) noexcept : handle_(handle) {}
    Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, {})) {}
    Task& operator=(Task&& other) noexcept {
        if (this != &other) {
            reset();
            handle_ = std::exchange(other.handle_, {});
        }
        return *this;
    }
    Task(const Task&) = delete;
    Task& operator=(const Task&) = delete;
    ~Task() { reset(); }

    // Starts a task that nobody awaits; the owner keeps it alive and may ask `done`.
    void start() {
        if (handle_ && !handle_.done()) handle_.resume();
    }
    [[nodiscard]] bool valid() const noexcept { return static_cast<bool>(handle_); }
    [[nodiscard]] bool done() const noexcept { return !handle_ || handle_.done(); }
    // The value of a finished task; rethrows what it threw.
    T result() { return handle_.promise().take(); }
    // Cancels: destroys the coroutine and with it whatever it awaits.
    void reset() noexcept {
        if (handle_) std::exchange(handle_, {}).destroy();
    }

    struct Awaiter {
        std::coroutine_handle<promise_type> task;
        [[nodiscard]] bool await_ready() const noexcept { return false; }
        std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiting) const noexcept {
            task.promise().continuation = waiting;
            return task;
        }
        T await_resume() const { return task.promise().take(); }
    };
    Awaiter operator co_await() const& noexcept { return Awaiter{handle_}; }
    Awaiter operator co_await() && noexcept { return Awaiter{handle_}; }

 private:
    std::coroutine_handle<promise_type> handle_;
};

template <typename T>
Task<T> detail::Promise<T>::get_return_object() noexcept {
    return Task<T>(std::coroutine_handle<Promise<T>>::from_promise(*this));
}
inline Task<void> detail::Promise<void>::get_return_object() noexcept {
    return Task<void>(std::coroutine_handle<Promise<void>>::from_promise(*this));
}

// Runs a task whose awaitables are all immediate (native code) and returns its value.
// Throws std::logic_error if it suspended: then only an event loop could finish it.
template <typename T>
T run_now(Task<T> task) {
    task.start();
    if (!task.done()) throw std::logic_error("run_now: the task waits for an event that no loop here will deliver");
    return task.result();
}

}  // namespace mllab::core
