#include <catch_amalgamated.hpp>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

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
Task<int> failing(std::string message) {
    throw std::runtime_error(message);
    co_return 0;
}
Task<int> after(Event& event, int n) {
    co_await event;
    co_return n;
}
Task<int> failing_after(Event& event) {
    co_await event;
    throw std::runtime_error("late");
}

}  // namespace

TEST_CASE("a task gives its value, also one that can only be moved") {
    CHECK(run_now(value(7)) == 7);
    run_now(nothing());
    const auto owned = [](int n) -> Task<std::unique_ptr<int>> { co_return std::make_unique<int>(n); };
    CHECK(*run_now(owned(3)) == 3);
    const auto braced = []() -> Task<std::pair<int, std::string>> { co_return {1, "one"}; };
    CHECK(run_now(braced()).second == "one");
}

TEST_CASE("a task does nothing before it is started, and starts once") {
    int runs = 0;
    const auto counting = [](int& n) -> Task<> {
        ++n;
        co_return;
    };
    {
        const auto never = counting(runs);
        CHECK_FALSE(never.done());
    }
    CHECK(runs == 0);
    auto task = counting(runs);
    task.start();
    CHECK(runs == 1);
    task.start();
    CHECK(runs == 1);
    CHECK(task.done());
}

TEST_CASE("starting a suspended task again does not resume it") {
    Event event;
    auto task = after(event, 4);
    task.start();
    task.start();
    CHECK_FALSE(task.done());
    event.happen();
    REQUIRE(task.done());
    CHECK(task.result() == 4);
}

TEST_CASE("an exception crosses every task that waits, and can be caught in any") {
    CHECK_THROWS_WITH(run_now(failing("lost")), "lost");

    const auto outer = []() -> Task<int> { co_return co_await failing("inner"); };
    CHECK_THROWS_WITH(run_now(outer()), "inner");

    const auto catching = []() -> Task<std::string> {
        std::string seen;
        try {
            co_await failing("caught");
        } catch (const std::runtime_error& error) {
            seen = error.what();
        }
        // After a failure the task goes on as before.
        if (co_await value(1) == 1) seen += " and went on";
        co_return seen;
    };
    CHECK(run_now(catching()) == "caught and went on");

    const auto quiet = []() -> Task<> { co_await failing("void"); };
    CHECK_THROWS_WITH(run_now(quiet()), "void");
}

TEST_CASE("an exception after an event arrives too") {
    Event event;
    auto outer = [](Event& e) -> Task<int> { co_return co_await failing_after(e); }(event);
    outer.start();
    CHECK_FALSE(outer.done());
    event.happen();
    REQUIRE(outer.done());
    CHECK_THROWS_WITH(outer.result(), "late");
}

TEST_CASE("running a task that waits for an event is an error, and cancels it") {
    Event event;
    const auto alive = std::make_shared<int>(0);
    const auto holding = [](Event& e, Alive held) -> Task<int> {
        co_await e;
        co_return *held;
    };
    CHECK_THROWS_AS(run_now(holding(event, alive)), std::logic_error);
    CHECK(alive.use_count() == 1);
    CHECK_FALSE(event.waiting);
}

TEST_CASE("what a finished await held is freed before the next begins") {
    const auto alive = std::make_shared<int>(0);
    const auto holding = [](Alive held) -> Task<long> { co_return held.use_count(); };
    const auto outer = [](const Alive& held, auto hold) -> Task<long> {
        co_await hold(held);
        co_await hold(held);
        co_return held.use_count();
    };
    CHECK(run_now(outer(alive, holding)) == 1);
}

TEST_CASE("a moved task leaves an empty one, which is done and cannot be used") {
    auto first = value(1);
    auto second = std::move(first);
    CHECK_FALSE(first.valid());  // NOLINT(bugprone-use-after-move): what is left behind is what is tested
    CHECK(first.done());
    first.start();
    first.reset();
    CHECK_THROWS_AS(first.result(), std::logic_error);
    CHECK_THROWS_AS(run_now(Task<int>()), std::logic_error);
    const auto awaiting_nothing = []() -> Task<int> { co_return co_await Task<int>(); };
    CHECK_THROWS_AS(run_now(awaiting_nothing()), std::logic_error);
    const int moved = run_now(std::move(second));
    CHECK(moved == 1);

    auto kept = value(2);
    auto& same = kept;
    kept = std::move(same);
    const int still = run_now(std::move(kept));
    CHECK(still == 2);
}

TEST_CASE("a result cannot be had before it is there") {
    Event event;
    auto task = after(event, 1);
    CHECK_THROWS_AS(task.result(), std::logic_error);
    task.start();
    CHECK_THROWS_AS(task.result(), std::logic_error);
}

TEST_CASE("a finished task can be awaited, a running one cannot") {
    auto finished = value(8);
    finished.start();
    const auto awaiting = [](Task<int> task) -> Task<int> { co_return co_await std::move(task); };
    const int joined = run_now(awaiting(std::move(finished)));
    CHECK(joined == 8);

    Event event;
    auto running = after(event, 9);
    running.start();
    CHECK_THROWS_AS(run_now(awaiting(std::move(running))), std::logic_error);
    CHECK_FALSE(event.waiting);
}
