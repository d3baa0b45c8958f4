// Inputs that change faster than they are answered.
#include <catch_amalgamated.hpp>
#include <deque>
#include <stdexcept>
#include <vector>

#include "experiments/common/latest_answer.hpp"

using namespace mllab;
using experiments::Turns;

namespace {

// Answers an input with its tenfold, when the test says so; a negative one fails, 0 needs no wait.
struct Bench {
    struct Wait {
        std::coroutine_handle<>& waiting;
        [[nodiscard]] bool await_ready() const { return false; }
        void await_suspend(std::coroutine_handle<> handle) const { waiting = handle; }
        void await_resume() const {}
    };

    std::coroutine_handle<> waiting;
    std::vector<int> asked;
    int woken = 0;
    experiments::LatestAnswer<int, int> latest;

    explicit Bench(Turns* turns = nullptr)
        : latest([this](int input) { return find(input); }, [this] { ++woken; }, turns) {}
    core::Task<int> find(int input) {
        asked.push_back(input);
        if (input != 0) co_await Wait{waiting};
        if (input < 0) throw std::runtime_error("no");
        co_return 10 * input;
    }
    void finish() { std::exchange(waiting, {}).resume(); }
};

}  // namespace

TEST_CASE("At most one is under way, then the newest; what came in between is never asked about") {
    Bench bench;
    for (int i = 1; i <= 50; ++i) bench.latest.ask(i, static_cast<std::uint64_t>(i));
    CHECK(bench.asked == std::vector{1});
    CHECK(bench.latest.busy());
    CHECK_FALSE(bench.latest.take());
    bench.finish();
    CHECK(bench.woken == 1);
    const auto first = bench.latest.take();
    REQUIRE(first);
    CHECK(first->revision == 1);
    CHECK(first->answer == 10);
    CHECK_FALSE(bench.latest.take());
    CHECK(bench.asked == std::vector{1, 50});
    bench.finish();
    CHECK(bench.latest.take()->answer == 500);
    CHECK_FALSE(bench.latest.busy());
    CHECK(bench.woken == 2);
}

TEST_CASE("An answer that needs no wait is there when ask returns, and wakes nobody") {
    Bench bench;
    bench.latest.ask(0, 1);
    CHECK(bench.latest.take()->answer == 0);
    CHECK(bench.woken == 0);
    CHECK_FALSE(bench.latest.busy());
}

TEST_CASE("An answer that is given overtakes what is under way and what waits") {
    Bench bench;
    bench.latest.ask(1, 1);
    bench.latest.ask(2, 2);
    bench.latest.answer(-7, 3);
    CHECK(bench.latest.take()->answer == -7);
    bench.finish();
    CHECK_FALSE(bench.latest.take());
    CHECK(bench.asked == std::vector{1});
    bench.latest.ask(4, 4);
    bench.finish();
    CHECK(bench.latest.take()->answer == 40);
}

TEST_CASE("The same revision may be asked about again, and what waits may be withdrawn") {
    Bench bench;
    bench.latest.ask(1, 1);
    bench.latest.ask(2, 1);
    bench.finish();
    CHECK(bench.latest.take()->answer == 10);
    bench.latest.ask(3, 1);
    bench.latest.withdraw();
    bench.finish();
    CHECK(bench.latest.take()->answer == 20);
    CHECK(bench.asked == std::vector{1, 2});
    CHECK_FALSE(bench.latest.busy());
}

TEST_CASE("A failure is an outcome like another; after it somebody must ask again") {
    Bench bench;
    bench.latest.ask(-1, 1);
    bench.latest.ask(2, 2);
    bench.finish();
    const auto failed = bench.latest.take();
    REQUIRE(failed);
    CHECK(failed->revision == 1);
    CHECK_FALSE(failed->answer);
    CHECK_THROWS_WITH(std::rethrow_exception(failed->error), "no");
    CHECK(bench.asked == std::vector{-1});
    CHECK_FALSE(bench.latest.busy());
    bench.latest.ask(2, 2);
    bench.finish();
    CHECK(bench.latest.take()->answer == 20);
}

TEST_CASE("Those who take turns are asked one at a time, and none waits for ever") {
    Turns turns;
    Bench a(&turns);
    Bench b(&turns);
    std::uint64_t revision = 0;
    for (int round = 1; round <= 10; ++round) {
        a.latest.ask(round, ++revision);
        b.latest.ask(round, revision);
        REQUIRE(static_cast<bool>(a.waiting) != static_cast<bool>(b.waiting));
        (a.waiting ? a : b).finish();
    }
    CHECK(a.asked.size() >= 5);
    CHECK(b.asked.size() >= 5);
}

TEST_CASE("Whoever waits for a turn, or has one, may go") {
    Turns turns;
    {
        Bench a(&turns);
        {
            Bench b(&turns);
            a.latest.ask(1, 1);
            b.latest.ask(1, 1);
        }
        a.latest.withdraw();
        a.finish();
        CHECK(a.latest.take()->answer == 10);
    }
    Bench c(&turns);
    c.latest.ask(1, 1);
    CHECK(c.asked == std::vector{1});
}
