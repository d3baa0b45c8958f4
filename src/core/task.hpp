// The project's coroutine type: a lazily started computation that yields one T or throws. Plain C++: what resumes a
// suspended task (a settled promise in the page, nothing at all in native code) is the business of the awaitable.
//
// A task starts when another task awaits it, or when `start` or `run_now` starts it. `co_await` takes the task: what is
// awaited lives in the frame that waits. So destroying a suspended task destroys the chain of tasks that it awaits,
// which is how a request that nobody wants any more is cancelled. A task must not be destroyed from inside its own
// body.
#pragma once

#include <concepts>
#include <coroutine>
#include <exception>
#include <stdexcept>
#include <utility>
#include <variant>

namespace mllab::core {

template <typename T = void>
class [[nodiscard]] Task;

namespace detail {

// Which task of a chain runs next. Control goes from task to task through this note and one loop, so that neither a
// loop of awaits nor a deep chain of them grows the stack. Symmetric transfer would do the same where the machine has
// tail calls; WebAssembly has them only as an extension that not every browser knows.
class Baton {
 public:
    // Out of line: the coroutine that passes the baton may be gone before this returns, so nothing of this call may be
    // kept in its frame.
    [[gnu::noinline]] void pass_to(std::coroutine_handle<> next) noexcept {
        next_ = next;
        if (running_) return;  // the loop that resumed whoever calls goes on with `next`
        running_ = true;
        while (next_) std::exchange(next_, {}).resume();
        running_ = false;
    }

 private:
    std::coroutine_handle<> next_;
    bool running_ = false;
};

struct PromiseBase {
    std::coroutine_handle<> continuation;  // the task that waits for this one
    Baton own_baton;                       // used by the first task of a chain …
    Baton* baton = &own_baton;             // … and by all that it awaits; the first one outlives them
    bool started = false;

    PromiseBase() = default;
    PromiseBase(const PromiseBase&) = delete;
    PromiseBase& operator=(const PromiseBase&) = delete;
    ~PromiseBase() = default;

    struct FinalAwaiter {
        [[nodiscard]] bool await_ready() const noexcept { return false; }
        template <std::derived_from<PromiseBase> Promise>
        void await_suspend(std::coroutine_handle<Promise> finished) const noexcept {
            const PromiseBase& promise = finished.promise();
            if (promise.continuation) promise.baton->pass_to(promise.continuation);
        }
        void await_resume() const noexcept {}
    };
    [[nodiscard]] std::suspend_always initial_suspend() const noexcept { return {}; }
    [[nodiscard]] FinalAwaiter final_suspend() const noexcept { return {}; }
};

template <typename T>
struct Promise : PromiseBase {
    std::variant<std::monostate, T, std::exception_ptr> outcome;
    Task<T> get_return_object() noexcept;
    template <typename U = T>
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

    // Runs a task that nobody awaits up to its first suspension; the owner keeps it alive and may ask `done`. Does
    // nothing if it has been started before.
    void start() noexcept {
        if (!handle_ || handle_.promise().started) return;
        handle_.promise().started = true;
        handle_.promise().baton->pass_to(handle_);
    }
    [[nodiscard]] bool valid() const noexcept { return static_cast<bool>(handle_); }
    [[nodiscard]] bool done() const noexcept { return !handle_ || handle_.done(); }
    // The value of a finished task, once; rethrows what it threw. Throws std::logic_error if it is not finished.
    T result() {
        if (!handle_ || !handle_.done()) throw std::logic_error("a task has no result before it has finished");
        return handle_.promise().take();
    }
    // Cancels: destroys the coroutine and with it whatever it awaits.
    void reset() noexcept {
        if (handle_) std::exchange(handle_, {}).destroy();
    }

    struct Awaiter {
        Task task;
        [[nodiscard]] bool await_ready() const noexcept { return task.done(); }
        template <std::derived_from<detail::PromiseBase> Waiting>
        void await_suspend(std::coroutine_handle<Waiting> waiting) const noexcept {
            promise_type& promise = task.handle_.promise();
            promise.started = true;
            promise.continuation = waiting;
            promise.baton = waiting.promise().baton;
            promise.baton->pass_to(task.handle_);
        }
        T await_resume() { return task.result(); }
    };
    // Throws std::logic_error for a task that is empty, or that `start` has started and that is not finished: it
    // belongs to a chain of its own.
    Awaiter operator co_await() && {
        if (!handle_) throw std::logic_error("an empty task cannot be awaited");
        if (!handle_.done() && handle_.promise().started)
            throw std::logic_error("a task that is running already cannot be awaited");
        return Awaiter{std::move(*this)};
    }
    Awaiter operator co_await() const& = delete;  // co_await std::move(task)

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
// Throws std::logic_error if it suspended, since then only an event loop could finish it; the task is cancelled.
template <typename T>
T run_now(Task<T> task) {
    task.start();
    if (!task.done()) throw std::logic_error("run_now: the task waits for an event that no loop here will deliver");
    return task.result();
}

}  // namespace mllab::core
