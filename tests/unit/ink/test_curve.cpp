#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

#include "ink/curve.hpp"

using namespace mllab;
using namespace mllab::ink;

namespace {

// As many points of a circle of radius 100, the first one twice.
Stroke circle(int points) {
    Stroke stroke;
    for (int i = 0; i <= points; ++i) {
        const double angle = 2 * std::numbers::pi * i / points;
        stroke.push_back({static_cast<float>(100 * std::cos(angle)), static_cast<float>(100 * std::sin(angle)), 0});
    }
    return stroke;
}

double farthest_inside(const Stroke& stroke) {
    double most = 0;
    for (std::size_t i = 1; i < stroke.size(); ++i) {
        const double x = (static_cast<double>(stroke[i - 1].x) + stroke[i].x) / 2;
        const double y = (static_cast<double>(stroke[i - 1].y) + stroke[i].y) / 2;
        most = std::max(most, 100 - std::hypot(x, y));
    }
    return most;
}

bool goes_through(const Stroke& stroke, const Point& point) {
    return std::ranges::any_of(stroke, [&](const Point& p) { return p.x == point.x && p.y == point.y; });
}

}  // namespace

TEST_CASE("a ring of eight points is drawn round") {
    CHECK(farthest_inside(circle(8)) > 7);
    const Stroke curve = curved(circle(8), 2);
    // Farthest at the two ends, where the curve has no neighbour to look at.
    CHECK(farthest_inside(curve) < 5.5);
    for (const Point& p : circle(8)) CHECK(goes_through(curve, p));
}

TEST_CASE("a square of five points stays a square, and a seven keeps its corner") {
    const Stroke square{{0, 0, 0}, {100, 0, 0}, {100, 100, 0}, {0, 100, 0}, {0, 0, 0}};
    for (const Point& p : curved(square, 2)) {
        const bool on_side = p.x == 0 || p.x == 100 || p.y == 0 || p.y == 100;
        CHECK(on_side);
    }
    const Stroke seven{{0, 0, 0}, {60, 0, 0}, {20, 100, 0}};
    const Stroke curve = curved(seven, 2);
    CHECK(goes_through(curve, seven[1]));
    for (const Point& p : curve) {
        CHECK(p.x <= 60);
        CHECK(p.y >= 0);
    }
}

TEST_CASE("a curve leaves dense points alone, and survives few, equal and enormous ones") {
    const Stroke dense = circle(120);
    const Stroke same = curved(dense, 20);
    REQUIRE(same.size() == dense.size());
    for (std::size_t i = 0; i < dense.size(); ++i) CHECK((same[i].x == dense[i].x && same[i].y == dense[i].y));
    CHECK(curved(Stroke{}, 1).empty());
    CHECK(curved(Stroke{{1, 2, 3}}, 1).size() == 1);
    CHECK(curved(Stroke(5'000, Point{1, 1, 0}), 1).size() == 1);
    CHECK(curved(Strokes{{{0, 0, 0}}, {}, {{0, 0, 0}, {10, 0, 0}}}, 1).size() == 3);
    constexpr float most = std::numeric_limits<float>::max();
    for (const Point& p : curved(Stroke{{-most, -most, 0}, {most, most, 0}, {-most, most, 0}, {0, 0, 0}}, 1))
        CHECK((std::isfinite(p.x) && std::isfinite(p.y)));
    CHECK_THROWS_AS(curved(dense, 0), std::invalid_argument);
}
