// A drawing that is drawn again as it was.
#include <catch_amalgamated.hpp>
#include <cmath>
#include <limits>

#include "ink.hpp"
#include "ink/timing.hpp"

using namespace mllab;

TEST_CASE("A drawing keeps its own times, from 0, with pauses that nobody has to wait for") {
    const ink::Strokes drawn{{{0, 0, 5000}, {10, 0, 5100}}, {{0, 20, 5300}, {10, 20, 5400}}, {{0, 40, 60'000}}};
    const ink::Strokes timed = ink::timed(drawn, 1);
    REQUIRE(timed.size() == 3);
    CHECK(timed[0][0].t_ms == 0);
    CHECK(timed[0][1].t_ms == 100);
    CHECK(timed[1][0].t_ms == 300);
    CHECK(timed[1][1].t_ms == 400);
    CHECK(timed[2][0].t_ms == 1000);
    CHECK(ink::duration_ms(timed) == 1000);
}

TEST_CASE("A stroke without times takes as long as it is, also among others that have them") {
    const ink::Strokes drawn{{{0, 0, 0}, {30, 40, 0}, {30, 60, 0}}, {{0, 0, 100}, {10, 0, 180}}};
    const ink::Strokes timed = ink::timed(drawn, 0.5F);
    CHECK(timed[0][1].t_ms == 100);
    CHECK(timed[0][2].t_ms == 140);
    CHECK(timed[1][0].t_ms == 240);
    CHECK(timed[1][1].t_ms == 320);
}

TEST_CASE("Times that go back, are no numbers or without end do no harm") {
    core::Random random(7);
    for (int i = 0; i < 50; ++i) {
        ink::Strokes drawing = testing::drawing(random);
        for (ink::Stroke& stroke : drawing)
            for (ink::Point& point : stroke) {
                if (random.chance(0.2)) point.t_ms = static_cast<float>(random.uniform(-1e9, 1e9));
                if (random.chance(0.1)) point.t_ms = std::numeric_limits<float>::quiet_NaN();
                if (random.chance(0.1)) point.x = std::numeric_limits<float>::infinity();
            }
        const ink::Strokes timed = ink::timed(drawing, 0.3F);
        float before = 0;
        for (const ink::Stroke& stroke : timed)
            for (const ink::Point& point : stroke) {
                CHECK(point.t_ms >= before);
                before = point.t_ms;
            }
        CHECK(before <= 30'001);
    }
    CHECK(ink::timed({}, 1).empty());
    CHECK(ink::duration_ms({}) == 0);
    CHECK_THROWS_AS(ink::timed({}, 0), std::invalid_argument);
    CHECK_THROWS_AS(ink::timed({}, std::nanf("")), std::invalid_argument);
}

TEST_CASE("At every time there is what was drawn until then, to the point") {
    const ink::Strokes timed{{{0, 0, 0}, {100, 0, 100}}, {{0, 50, 200}, {0, 150, 400}}};
    CHECK(ink::until(timed, -1).empty());
    REQUIRE(ink::until(timed, 0).size() == 1);
    CHECK(ink::until(timed, 25)[0].back().x == Catch::Approx(25));
    CHECK(ink::until(timed, 150).size() == 1);
    CHECK(ink::until(timed, 150)[0].size() == 2);
    CHECK(ink::until(timed, 300)[1].back().y == Catch::Approx(100));
    CHECK(ink::until(timed, 1e9F)[1].size() == 2);
}
