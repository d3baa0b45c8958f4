// Everything that a test page can do, right and wrong. The hidden cases are run one by one by CTest, which checks what
// scripts/run-in-chromium makes of them.
#include <emscripten.h>

#include <catch_amalgamated.hpp>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace {

void call_without_leave_to_throw(void (*function)()) noexcept { function(); }

int dive(int depth) {
    volatile int here = depth + 1;
    return here == 0 ? 0 : dive(here) + here;
}

}  // namespace

TEST_CASE("a page that has nothing to complain about") {
    std::puts("a line for standard output");
    std::fputs("a line for standard error\n", stderr);
    CHECK(1 + 1 == 2);
}

TEST_CASE("fails", "[.]") { CHECK(1 + 1 == 3); }
TEST_CASE("skips", "[.]") { SKIP("nothing to do here"); }
TEST_CASE("throws", "[.]") { throw std::runtime_error("thrown on purpose"); }
TEST_CASE("terminates", "[.]") {
    call_without_leave_to_throw([] { throw std::runtime_error("nobody catches this"); });
}
TEST_CASE("aborts", "[.]") { std::abort(); }
TEST_CASE("traps", "[.]") { __builtin_trap(); }
TEST_CASE("overflows the stack", "[.]") { CHECK(dive(1) == 0); }
TEST_CASE("exits", "[.]") { std::exit(3); }
TEST_CASE("never ends", "[.]") {
    volatile bool forever = true;
    while (forever) {
    }
}
TEST_CASE("never comes back", "[.]") { emscripten_exit_with_live_runtime(); }
TEST_CASE("aborts in a callback", "[.]") {
    emscripten_async_call([](void*) { std::abort(); }, nullptr, 100);
    emscripten_exit_with_live_runtime();
}
TEST_CASE("reports an error beside the test", "[.]") {
    emscripten_run_script("setTimeout(() => { throw new Error('beside the test'); }, 0)");
    emscripten_async_call([](void*) { emscripten_force_exit(0); }, nullptr, 500);
    emscripten_exit_with_live_runtime();
}
