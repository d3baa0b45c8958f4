#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <numbers>

#include "training/augment/careful.hpp"

using namespace mllab;
using namespace mllab::augment;

namespace {

// One thing at a time.
CarefulRange nothing() {
    return {.close_chance = 0, .join_chance = 0, .round_chance = 0, .ruler_chance = 1, .again_chance = 0};
}

double apart(const ink::Point& a, const ink::Point& b) {
    return std::hypot(static_cast<double>(a.x) - b.x, static_cast<double>(a.y) - b.y);
}

ink::Strokes careful(const ink::Strokes& drawing, const CarefulRange& range, std::uint64_t seed = 1) {
    core::Random random(seed);
    return drawn_carefully(drawing, range, random);
}

// A circle in a hurry: it trembles, and its ends miss each other.
ink::Stroke hasty_circle() {
    ink::Stroke circle;
    for (int i = 0; i <= 30; ++i) {
        const double t = 2 * std::numbers::pi * i / 31;
        const double radius = 100 + (i % 2 == 0 ? 2 : -2) + 0.3 * i;
        circle.push_back({static_cast<float>(radius * std::cos(t)), static_cast<float>(radius * std::sin(t)), 0});
    }
    return circle;
}

}  // namespace

TEST_CASE("a line whose ends are near each other is closed, another stays open") {
    CarefulRange range = nothing();
    range.close_chance = 1;
    const ink::Stroke nearly{{0, 0, 0}, {100, 0, 0}, {100, 100, 0}, {0, 100, 0}, {0, 12, 0}};
    const auto closed = careful({nearly}, range);
    CHECK(apart(closed[0].front(), closed[0].back()) == 0);
    const ink::Stroke open{{0, 0, 0}, {100, 0, 0}, {100, 100, 0}, {0, 100, 0}};
    CHECK(apart(careful({open}, range)[0].front(), careful({open}, range)[0].back()) == Catch::Approx(100).margin(1));
}

TEST_CASE("what was meant as a circle becomes one, and a square does not") {
    CarefulRange range = nothing();
    range.close_chance = 1;
    range.round_chance = 1;
    const auto round = careful({hasty_circle()}, range);
    double nearest = 1e9;
    double farthest = 0;
    double cx = 0;
    double cy = 0;
    const auto n = static_cast<double>(round[0].size() - 1);
    for (std::size_t i = 1; i < round[0].size(); ++i) {
        cx += round[0][i].x / n;
        cy += round[0][i].y / n;
    }
    for (const ink::Point& p : round[0]) {
        const double r = std::hypot(p.x - cx, p.y - cy);
        nearest = std::min(nearest, r);
        farthest = std::max(farthest, r);
    }
    CHECK(farthest - nearest < 0.5);
    CHECK(nearest > 90);
    CHECK(farthest < 115);
    const ink::Stroke square{{0, 0, 0}, {100, 0, 0}, {100, 100, 0}, {0, 100, 0}, {0, 2, 0}};
    CHECK(careful({square}, range)[0].size() == 5);
}

TEST_CASE("an end that nearly touches another line, or crosses it by a little, ends there") {
    CarefulRange range = nothing();
    range.join_chance = 1;
    for (const float end : {4.0F, -4.0F}) {
        const ink::Strokes drawing{{{0, 0, 0}, {100, 0, 0}}, {{50, 90, 0}, {50, end, 0}}};
        const auto joined = careful(drawing, range);
        CHECK(std::abs(joined[1].back().y) < 1e-3F);
        CHECK(joined[1].front().y == Catch::Approx(90));
        CHECK(joined[0].front().x == 0);
    }
    const ink::Strokes far{{{0, 0, 0}, {100, 0, 0}}, {{50, 90, 0}, {50, 30, 0}}};
    CHECK(careful(far, range)[1].back().y == Catch::Approx(30));
}

TEST_CASE("nearly level lines become level, slanting ones stay, and the tremor goes") {
    const auto line = [](float rise) {
        ink::Stroke points;
        for (int i = 0; i <= 20; ++i) {
            const auto x = static_cast<float>(5 * i);
            points.push_back({x, rise * x / 100 + (i % 2 == 0 ? 0.4F : -0.4F), 0});
        }
        return points;
    };
    const auto level = careful({line(8)}, nothing());
    REQUIRE(level[0].size() == 2);
    CHECK(level[0].front().y == level[0].back().y);
    const auto slanting = careful({line(40)}, nothing());
    REQUIRE(slanting[0].size() == 2);
    CHECK(slanting[0].back().y - slanting[0].front().y == Catch::Approx(40).margin(1));
}

TEST_CASE("corners stay where lines are curved, dots stay dots, and nothing stays nothing") {
    CarefulRange range = nothing();
    range.ruler_chance = 0;
    const ink::Strokes drawing{{{0, 0, 0}, {100, 0, 0}, {100, 80, 0}}, {{20, 40, 0}}};
    const auto curved = careful(drawing, range);
    CHECK(std::ranges::any_of(curved[0], [](const ink::Point& p) { return p.x == 100 && p.y == 0; }));
    REQUIRE(curved[1].size() == 1);
    CHECK(curved[1].front().x == 20);
    CHECK(careful({}, range).empty());
    CHECK(careful({{{3, 3, 0}}}, range).size() == 1);
}

TEST_CASE("lines are drawn twice as often as they are told, near themselves") {
    CarefulRange range = nothing();
    range.again_chance = 1;
    const ink::Strokes drawing{{{0, 0, 0}, {100, 0, 0}}, {{0, 50, 0}, {100, 50, 0}}, {{0, 90, 0}, {100, 90, 0}}};
    std::size_t most = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const auto twice = careful(drawing, range, seed);
        most = std::max(most, twice.size());
        for (const ink::Stroke& stroke : twice)
            for (const ink::Point& p : stroke)
                CHECK(std::min({std::abs(p.y), std::abs(p.y - 50), std::abs(p.y - 90)}) <= 2);
    }
    CHECK(most == 6);
}
