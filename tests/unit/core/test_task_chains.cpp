// Tasks that await tasks that await tasks: nothing may grow, leak or be left behind.
#include <catch_amalgamated.hpp>
#include <coroutine>
#include <memory>

#include "core/task.hpp"
#include "event.hpp"

using mllab::core::run_now;
using mllab::core::Task;
using mllab::testing::Event;

namespace {

// Counts how many of it are alive: what a cancelled task holds must be freed.
using Alive = std::shared_ptr<int>;

Task<int> value(int n) { co_return n; }
Task<> nothing() { co_return; }
Task<int> after(Event& event, int n) {
    co_await event;
    co_return n;
}
Task<long> sum_of(int count) {
    long sum = 0;
    for (int i = 0; i < count; ++i) sum += co_await value(1);
    co_return sum;
}
Task<int> depth(int n) {
    if (n == 0) co_return 0;
    co_return 1 + co_await depth(n - 1);
}
Task<int> depth_after(Event& event, int n, Alive alive) {
    if (n == 0) {
        co_await event;
        co_return 0;
    }
    co_return 1 + co_await depth_after(event, n - 1, alive);
}

}  // namespace

TEST_CASE("destroying a suspended task frees everything that it awaits") {
    Event event;
    const auto alive = std::make_shared<int>(0);
    {
        auto task = depth_after(event, 10, alive);
        task.start();
        CHECK(alive.use_count() > 10);
        CHECK(event.waiting);
    }
    CHECK(alive.use_count() == 1);
    CHECK_FALSE(event.waiting);

    auto task = depth_after(event, 1'000, alive);
    task.start();
    task.reset();
    CHECK_FALSE(task.valid());
    CHECK(alive.use_count() == 1);

    // A new request in place of an old one: the old one is cancelled.
    auto request = depth_after(event, 3, alive);
    request.start();
    request = depth_after(event, 4, alive);
    request.start();
    event.happen();
    REQUIRE(request.done());
    CHECK(request.result() == 4);
    request.reset();
    CHECK(alive.use_count() == 1);
}

TEST_CASE("a task that never started frees its arguments") {
    Event event;
    const auto alive = std::make_shared<int>(0);
    {
        const auto task = depth_after(event, 3, alive);
    }
    CHECK(alive.use_count() == 1);
}

TEST_CASE("a chain resumed from its innermost task finishes to the outermost") {
    Event event;
    const auto alive = std::make_shared<int>(0);
    auto task = depth_after(event, 100, alive);
    task.start();
    event.happen();
    REQUIRE(task.done());
    CHECK(task.result() == 100);
}

TEST_CASE("a task suspends and goes on many times") {
    Event event;
    auto task = [](Event& e) -> Task<int> {
        int sum = 0;
        for (int i = 0; i < 1'000; ++i) sum += co_await after(e, i);
        co_return sum;
    }(event);
    task.start();
    for (int i = 0; i < 1'000; ++i) {
        REQUIRE_FALSE(task.done());
        event.happen();
    }
    REQUIRE(task.done());
    CHECK(task.result() == 499'500);
}

TEST_CASE("a loop of a million awaits does not grow the stack") { CHECK(run_now(sum_of(1'000'000)) == 1'000'000); }

TEST_CASE("a chain of a hundred thousand awaits does not grow the stack") {
    CHECK(run_now(depth(100'000)) == 100'000);
    Event event;
    auto waiting = depth_after(event, 100'000, nullptr);
    waiting.start();
    event.happen();
    REQUIRE(waiting.done());
    CHECK(waiting.result() == 100'000);
}

TEST_CASE("tasks can run inside of other tasks") {
    const auto outer = []() -> Task<int> {
        const int inside = run_now(depth(3));
        co_return inside + co_await value(1);
    };
    CHECK(run_now(outer()) == 4);

    // One chain delivers the event that another waits for.
    Event event;
    auto waiting = after(event, 5);
    waiting.start();
    const auto delivering = [](Event& e) -> Task<int> {
        co_await nothing();
        e.happen();
        co_return co_await value(6);
    };
    CHECK(run_now(delivering(event)) == 6);
    REQUIRE(waiting.done());
    CHECK(waiting.result() == 5);
}

TEST_CASE("an awaitable that goes on at once may do so from inside its suspension") {
    struct Eager {
        [[nodiscard]] bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<> handle) const { handle.resume(); }
        void await_resume() const noexcept {}
    };
    const auto task = []() -> Task<int> {
        int sum = 0;
        for (int i = 0; i < 100; ++i) {
            co_await Eager{};
            sum += co_await value(1);
        }
        co_return sum;
    };
    CHECK(run_now(task()) == 100);
}
