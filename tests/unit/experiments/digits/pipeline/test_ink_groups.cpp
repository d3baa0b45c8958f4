#include <catch_amalgamated.hpp>

#include "experiments/digits/pipeline/ink_groups.hpp"
#include "shapes.hpp"

using namespace mllab;
using testing::four;
using testing::line;
using testing::ring;

TEST_CASE("one stroke is never far apart, whatever its shape") {
    CHECK(digits::widest_gap({line(0, 0, 300, 300)}) == 0);
    CHECK(digits::widest_gap({ring(100, 100, 40, 60)}) == 0);
    CHECK(digits::widest_gap({}) == 0);
}

TEST_CASE("two digits side by side are far apart at every size and place") {
    for (const float size : {12.0F, 60.0F, 240.0F}) {
        for (const float at : {0.0F, 500.0F}) {
            ink::Strokes two = four(at, at, size);
            for (auto& stroke : four(at + 1.3F * size, at, size)) two.push_back(stroke);
            INFO("size " << size << " at " << at);
            CHECK(digits::far_apart(two));
        }
    }
}

TEST_CASE("the gap is measured in units of the larger group") {
    const ink::Strokes two{line(0, 0, 0, 100), line(50, 0, 50, 80)};
    CHECK(digits::widest_gap(two) == Catch::Approx(0.5).margin(0.01));
    const ink::Strokes larger{line(0, 0, 0, 200), line(100, 0, 100, 160)};
    CHECK(digits::widest_gap(larger) == Catch::Approx(0.5).margin(0.01));
}

TEST_CASE("a digit of several strokes that nearly touch is one digit") {
    CHECK_FALSE(digits::far_apart(four(20, 20, 100)));
    // A five whose bar was drawn a little too high, a seven with its own bar.
    CHECK_FALSE(
        digits::far_apart({line(30, 0, 80, 0), {{30, 12, 0}, {30, 50, 0}, {70, 60, 0}, {60, 100, 0}, {20, 100, 0}}}));
    CHECK_FALSE(digits::far_apart({{{20, 0, 0}, {80, 0, 0}, {40, 100, 0}}, line(35, 50, 75, 50)}));
}

TEST_CASE("a small piece far away is not another digit") {
    CHECK_FALSE(digits::far_apart({line(0, 0, 0, 100), line(60, 0, 70, 0)}));
}

TEST_CASE("a stray dot away from the ink is dropped, one on the ink stays") {
    const ink::Strokes digit = four(20, 20, 100);
    ink::Strokes stray = digit;
    stray.push_back({{200, 200, 0}});
    CHECK(digits::without_stray_dots(stray, 4).size() == digit.size());
    ink::Strokes touching = digit;
    touching.push_back({{60, 82, 0}, {61, 83, 0}});
    CHECK(digits::without_stray_dots(touching, 4).size() == digit.size() + 1);
}

TEST_CASE("dots that are alone stay") {
    const ink::Strokes dots{{{10, 10, 0}}, {{200, 200, 0}}};
    CHECK(digits::without_stray_dots(dots, 4).size() == 2);
}

TEST_CASE("a thousand strokes of a thousand points are grouped at once") {
    ink::Strokes many;
    for (int i = 0; i < 1000; ++i) {
        const auto x = static_cast<float>(i % 40) * 7;
        const auto y = static_cast<float>(i / 40) * 11;
        many.push_back(line(x, y, x + 5, y + 9, 1000));
    }
    CHECK(digits::widest_gap(many) >= 0);
    CHECK(digits::without_stray_dots(many, 4).size() == 1000);
}
