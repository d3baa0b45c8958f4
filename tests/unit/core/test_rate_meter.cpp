// How often something happens.
#include <catch_amalgamated.hpp>

#include "core/rate_meter.hpp"

using Catch::Approx;
using mllab::core::RateMeter;

namespace {

// Every `between` ms until `end`; gives the time of the last one.
double run(RateMeter& meter, double begin, double end, double between) {
    double last = begin;
    for (double t = begin; t <= end; t += between) meter.count(last = t);
    return last;
}

}  // namespace

TEST_CASE("A steady rate is told as it is, at any moment between two events") {
    for (const double rate : {60.0, 30.0, 15.0, 5.0, 1.5}) {
        RateMeter meter;
        const double last = run(meter, 500, 10'000, 1000 / rate);
        for (const double share : {0.0, 0.3, 0.9}) CHECK(meter.per_second(last + share * 1000 / rate) == Approx(rate));
    }
}

TEST_CASE("One event is no rate, and neither are many at one moment") {
    RateMeter meter;
    CHECK(meter.per_second(0) == 0);
    meter.count(100);
    CHECK(meter.per_second(100) == 0);
    for (int i = 0; i < 100'000; ++i) meter.count(100);
    CHECK(meter.per_second(100) == 0);
    CHECK(meter.per_second(150) == 0);
}

TEST_CASE("What stops falls off and is 0 after the window") {
    RateMeter meter;
    const double last = run(meter, 0, 3000, 50);
    double before = meter.per_second(last);
    for (double silent = 100; silent <= RateMeter::window_ms; silent += 100) {
        const double now = meter.per_second(last + silent);
        CHECK(now < before);
        before = now;
    }
    CHECK(meter.per_second(last + RateMeter::window_ms + 1) == 0);
}

TEST_CASE("A new rate is known after the window") {
    RateMeter meter;
    run(meter, 0, 5000, 1000.0 / 30);
    const double last = run(meter, 5100, 5100 + 1.2 * RateMeter::window_ms, 100);
    CHECK(meter.per_second(last) == Approx(10));
}

TEST_CASE("A clock that goes backwards and a meter that was cleared do no harm") {
    RateMeter meter;
    meter.count(1000);
    meter.count(400);
    meter.count(1100);
    CHECK(meter.per_second(1100) == Approx(20));
    CHECK(meter.per_second(0) == Approx(20));
    meter.clear();
    CHECK(meter.per_second(1100) == 0);
}
