// How a coroutine waits for an answer from JavaScript (bridge.mjs). The record of the waiting lives in the coroutine's
// frame and is found by its number: an answer for a number that nobody waits for is ignored, and destroying the
// coroutine cancels the request.
#pragma once

#include <coroutine>
#include <exception>
#include <functional>
#include <string>

#include "inference/companion.hpp"
#include "inference/session.hpp"

namespace mllab::inference {

// An answer while it is being delivered: to be read before the coroutine waits for anything else.
struct Answer {
    std::string json;
    // Bytes of the i-th tensor, and a copy of them to `to`, which has room for them.
    [[nodiscard]] std::size_t bytes(int i) const;
    void copy(int i, void* to) const;
};

class Waiting {
 public:
    enum class Request { load, run, perform };

    Waiting(Request request, std::string json, OnProgress on_progress = {});
    // A command to a companion.
    Waiting(int companion, Bytes command, Tell tell);
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;
    ~Waiting();

    [[nodiscard]] bool await_ready() const noexcept { return false; }
    // Throws ModelError(runtime_not_loaded) where the page gave the module no runtime.
    void await_suspend(std::coroutine_handle<> coroutine);
    // Throws the ModelError that JavaScript reports, or what `on_progress` or `tell` threw: that cancels the request.
    [[nodiscard]] Answer await_resume() const;

    // For JavaScript's callbacks; nothing leaves them as an exception.
    static void settle(int id, bool ok) noexcept;
    static void progress(int id, const LoadProgress& progress) noexcept;
    static void message(int id) noexcept;

 private:
    void resume() noexcept;
    template <typename Call>
    static void keep_in(int id, const Call& call) noexcept;

    Request request_;
    std::string json_;
    OnProgress on_progress_;
    int companion_ = 0;
    Bytes command_;
    Tell tell_;
    std::coroutine_handle<> coroutine_;
    int id_ = 0;
    bool pending_ = false;
    bool ok_ = false;
    std::exception_ptr callback_error_;
};

// The last copy of a session or of a kept tensor is gone.
void release_session(int session) noexcept;
void free_tensor(int handle) noexcept;

// Gives the companion's number. Throws ModelError(runtime_not_loaded).
[[nodiscard]] int open_companion(int session, const std::string& module, const std::string& setup);
void close_companion(int companion) noexcept;
void prepare_companion(const std::string& module) noexcept;

}  // namespace mllab::inference
