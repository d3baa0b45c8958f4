#include <catch_amalgamated.hpp>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <vector>

#include "core/random.hpp"
#include "ink.hpp"
#include "ink/strokes.hpp"

using namespace mllab;
using namespace mllab::ink;
using namespace mllab::testing;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

constexpr float infinite = std::numeric_limits<float>::infinity();
constexpr float no_number = std::numeric_limits<float>::quiet_NaN();
constexpr float most = std::numeric_limits<float>::max();

double distance(const Point& a, const Point& b) {
    return std::hypot(static_cast<double>(b.x) - a.x, static_cast<double>(b.y) - a.y);
}

double distance(const Point& p, const Stroke& stroke) {
    double nearest = 1e300;
    for (std::size_t i = 1; i < stroke.size(); ++i) {
        const Point& a = stroke[i - 1];
        const double dx = static_cast<double>(stroke[i].x) - a.x;
        const double dy = static_cast<double>(stroke[i].y) - a.y;
        const double squared = dx * dx + dy * dy;
        const double along = ((static_cast<double>(p.x) - a.x) * dx + (static_cast<double>(p.y) - a.y) * dy);
        const double t = squared > 0 ? std::clamp(along / squared, 0.0, 1.0) : 0;
        nearest = std::min(nearest, std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy));
    }
    return nearest;
}

bool finite(const Stroke& stroke) {
    return std::ranges::all_of(
        stroke, [](const Point& p) { return std::isfinite(p.x) && std::isfinite(p.y) && std::isfinite(p.t_ms); });
}

// A right angle: 30 to the right, 40 down.
const Stroke corner{{0, 0, 0}, {30, 0, 300}, {30, 40, 700}};

}  // namespace

TEST_CASE("broken points are dropped, and strokes of which nothing is left") {
    const Strokes broken{
        {{1, 2, 3}, {no_number, 0, 0}, {0, infinite, 0}, {4, 5, 6}}, {}, {{-infinite, 0, 0}}, {{7, 8, no_number}}};
    const Strokes whole = without_broken_points(broken);
    REQUIRE(whole.size() == 2);
    REQUIRE(whole[0].size() == 2);
    CHECK(whole[0][1].x == 4);
    // The place is known, only the time is not.
    CHECK(whole[1][0].y == 8);
    CHECK(whole[1][0].t_ms == 0);
    CHECK(without_broken_points({}).empty());
}

TEST_CASE("the box holds every point of every stroke") {
    const Box box = bounding_box(Strokes{{{3, -2, 0}}, {}, {{-1, 7, 0}, {0, 0, 0}}});
    CHECK(box.left == -1);
    CHECK(box.right == 3);
    CHECK(box.top == -2);
    CHECK(box.bottom == 7);
    CHECK(box.longer_side() == 9);
    CHECK_FALSE(box.empty());
}

TEST_CASE("the box of nothing is empty, of one point it is not") {
    CHECK(bounding_box(Strokes{}).empty());
    CHECK(bounding_box(Strokes{{}, {}}).empty());
    const Box box = bounding_box(Strokes{{{5, 6, 0}}});
    CHECK_FALSE(box.empty());
    CHECK(box.longer_side() == 0);
    CHECK_FALSE(bounding_box(Strokes{{{most, most, 0}}}).empty());
    CHECK_FALSE(bounding_box(Strokes{{{-most, -most, 0}}}).empty());
}

TEST_CASE("ink is as long as the polylines") {
    CHECK(ink_length(Strokes{corner, corner}) == 140);
    CHECK(ink_length(Strokes{}) == 0);
    CHECK(ink_length(Strokes{{{1, 1, 0}}}) == 0);
    CHECK(ink_length(Strokes{Stroke(5'000, Point{2, 2, 0})}) == 0);
    // Longer than a float can say, and yet a number.
    CHECK(ink_length(Strokes{{{-most, 0, 0}, {most, 0, 0}}}) == most);
}

TEST_CASE("the first part of the ink is cut where the fraction ends") {
    const Strokes drawing{corner, {{0, 0, 800}, {0, 30, 900}}};
    const Strokes half = first_part(drawing, 0.5F);
    REQUIRE(half.size() == 1);
    REQUIRE(half[0].size() == 3);
    CHECK_THAT(half[0][2].y, WithinAbs(20, 1e-4));
    CHECK_THAT(half[0][2].t_ms, WithinAbs(500, 1e-2));

    const Strokes most_of_it = first_part(drawing, 0.85F);
    REQUIRE(most_of_it.size() == 2);
    CHECK_THAT(most_of_it[1].back().y, WithinAbs(15, 1e-4));
}

TEST_CASE("a part of the ink has that part of the length") {
    core::Random random(1);
    for (int round = 0; round < 100; ++round) {
        const Strokes strokes = drawing(random);
        const auto fraction = static_cast<float>(random.uniform());
        CHECK_THAT(ink_length(first_part(strokes, fraction)), WithinRel(fraction * ink_length(strokes), 1e-3F));
    }
}

TEST_CASE("fractions beyond the ends give nothing or everything") {
    const Strokes drawing{corner, {{5, 5, 0}}};
    CHECK(first_part(drawing, 0).empty());
    CHECK(first_part(drawing, -1).empty());
    CHECK(first_part(drawing, no_number).empty());
    CHECK(first_part(drawing, 1).size() == 2);
    CHECK(first_part(drawing, infinite).size() == 2);
    CHECK(first_part(Strokes{}, 0.5F).empty());
    // Dots have no length: alone they are whole, after other ink they come last.
    CHECK(first_part(Strokes{{{1, 1, 0}}, {{2, 2, 0}}}, 0.5F).size() == 2);
    CHECK(first_part(drawing, 0.99F).size() == 1);
    CHECK(finite(first_part(Strokes{{{-most, 0, 0}, {most, 0, 0}}}, 0.5F).front()));
}

TEST_CASE("transforming moves points and keeps times") {
    const Affine quarter_turn{.a = 0, .b = -1, .c = 1, .d = 0, .tx = 10, .ty = 20};
    const Strokes turned = transformed(Strokes{{{1, 2, 33}}}, quarter_turn);
    CHECK(turned[0][0].x == 8);
    CHECK(turned[0][0].y == 21);
    CHECK(turned[0][0].t_ms == 33);
    CHECK(finite(transformed(Strokes{{{most, -most, 0}}}, {.a = most, .b = most, .c = most, .d = 2}).front()));
    CHECK(transformed(Strokes{}, {}).empty());
}

TEST_CASE("a simplified stroke stays within the tolerance and loses what it can") {
    core::Random random(2);
    for (int round = 0; round < 50; ++round) {
        const Stroke stroke = drawing(random).front();
        const auto tolerance = static_cast<float>(random.uniform(0, 10));
        const Stroke fewer = simplified(stroke, tolerance);
        CHECK(fewer.size() <= stroke.size());
        CHECK(fewer.front().t_ms == stroke.front().t_ms);
        CHECK(fewer.back().t_ms == stroke.back().t_ms);
        for (const Point& p : stroke) CHECK(distance(p, fewer) <= static_cast<double>(tolerance) + 1e-3);
    }
    Stroke straight;
    for (int i = 0; i <= 1'000; ++i) straight.push_back({static_cast<float>(i), static_cast<float>(i), 0});
    CHECK(simplified(straight, 0.01F).size() == 2);
    CHECK(simplified(corner, 1).size() == 3);
}

TEST_CASE("simplifying survives strokes of no shape and any tolerance") {
    CHECK(simplified({}, 1).empty());
    CHECK(simplified({{1, 1, 0}}, 1).size() == 1);
    CHECK(simplified(Stroke(5'000, Point{1, 1, 0}), 0).size() == 2);
    CHECK(simplified(corner, -1).size() == 3);
    CHECK(simplified(corner, no_number).size() == 3);
    CHECK(simplified(corner, infinite).size() == 2);
    CHECK(simplified({{-most, -most, 0}, {0, most, 0}, {most, -most, 0}}, 1).size() == 3);
    // A zigzag of which every point matters: as deep as the stroke is long.
    Stroke zigzag;
    for (int i = 0; i < 3'000; ++i) zigzag.push_back({static_cast<float>(i), static_cast<float>((i % 2) * 1'000), 0});
    CHECK(simplified(zigzag, 1).size() == zigzag.size());
}

TEST_CASE("resampled points lie at equal distances on the stroke") {
    const Stroke even = resampled(corner, 10);
    REQUIRE(even.size() == 8);
    for (std::size_t i = 1; i < even.size(); ++i) CHECK_THAT(distance(even[i - 1], even[i]), WithinAbs(10, 1e-4));
    CHECK_THAT(even[5].x, WithinAbs(30, 1e-4));
    CHECK_THAT(even[5].y, WithinAbs(20, 1e-4));
    CHECK_THAT(even[5].t_ms, WithinAbs(500, 1e-2));

    core::Random random(3);
    for (int round = 0; round < 50; ++round) {
        const Stroke stroke = drawing(random).front();
        const auto spacing = static_cast<float>(random.uniform(0.5, 20));
        const Stroke points = resampled(stroke, spacing);
        CHECK(points.front().x == stroke.front().x);
        CHECK(points.back().y == stroke.back().y);
        for (const Point& p : points) CHECK(distance(p, stroke) < 1e-2);
        const double length = ink_length(Strokes{stroke});
        CHECK_THAT(static_cast<double>(points.size() - 1), WithinAbs(length / static_cast<double>(spacing), 0.51));
    }
}

TEST_CASE("resampling survives strokes of no length and of any length") {
    CHECK(resampled({}, 1).empty());
    CHECK(resampled({{1, 2, 3}}, 1).size() == 1);
    CHECK(resampled(Stroke(5'000, Point{1, 1, 0}), 1).size() == 1);
    CHECK(resampled(corner, infinite).size() == 2);
    const Stroke far = resampled({{-1e30F, 0, 0}, {1e30F, 1e30F, 0}}, 1);
    CHECK(far.size() <= 1U << 16);
    CHECK(finite(far));
    CHECK(finite(resampled({{-most, -most, 0}, {most, most, 0}}, 1e-30F)));
    // Equal points in between do not disturb the distances.
    Stroke pausing = corner;
    pausing.insert(pausing.begin() + 1, 100, pausing[1]);
    CHECK(resampled(pausing, 10).size() == 8);
    for (const float bad : {0.0F, -1.0F, no_number}) CHECK_THROWS_AS(resampled(corner, bad), std::invalid_argument);
}

TEST_CASE("a smooth curve goes through every point") {
    core::Random random(4);
    for (int round = 0; round < 30; ++round) {
        const Stroke stroke = drawing(random).front();
        const Stroke curve = smoothed(stroke, 1);
        CHECK(curve.size() > stroke.size());
        std::size_t found = 0;
        for (const Point& p : curve)
            if (found < stroke.size() && p.x == stroke[found].x && p.y == stroke[found].y) ++found;
        CHECK(found == stroke.size());
        for (std::size_t i = 1; i < curve.size(); ++i) CHECK(distance(curve[i - 1], curve[i]) < 2);
        for (std::size_t i = 1; i < curve.size(); ++i) CHECK(curve[i].t_ms >= curve[i - 1].t_ms);
    }
}

TEST_CASE("a smooth curve through a circle's points is nearly the circle") {
    Stroke points;
    for (int i = 0; i <= 16; ++i) {
        const double angle = 2 * std::numbers::pi * i / 16;
        points.push_back({static_cast<float>(100 * std::cos(angle)), static_cast<float>(100 * std::sin(angle)), 0});
    }
    const Stroke curve = smoothed(points, 2);
    // Away from the two ends, where the curve has no neighbour to look at. The polygon itself is off by 1.9.
    for (const Point& p : curve) {
        if (p.x > 90) continue;
        CHECK_THAT(std::hypot(static_cast<double>(p.x), p.y), WithinAbs(100, 0.2));
    }
}

TEST_CASE("a straight line stays straight, however uneven its points") {
    const Stroke curve = smoothed({{0, 0, 0}, {1, 1, 0}, {50, 50, 0}, {51, 51, 0}, {90, 90, 0}}, 1);
    for (const Point& p : curve) CHECK_THAT(p.x, WithinAbs(p.y, 1e-4));
    for (std::size_t i = 1; i < curve.size(); ++i) CHECK(curve[i].x > curve[i - 1].x);
}

TEST_CASE("smoothing survives strokes of few, equal and enormous points") {
    CHECK(smoothed({}, 1).empty());
    CHECK(smoothed({{1, 2, 3}}, 1).size() == 1);
    CHECK(smoothed({{0, 0, 0}, {10, 0, 0}}, 1).size() == 11);
    CHECK(smoothed(Stroke(5'000, Point{1, 1, 0}), 1).size() == 1);
    // Back and forth between two points.
    CHECK(finite(smoothed({{0, 0, 0}, {5, 0, 0}, {0, 0, 0}, {5, 0, 0}}, 1)));
    const Stroke far = smoothed({{-1e30F, 0, 0}, {1e30F, 1e30F, 0}, {0, -1e30F, 0}}, 1);
    CHECK(finite(far));
    CHECK(far.size() <= (1U << 16) + 3);
    CHECK(finite(smoothed({{-most, -most, 0}, {most, most, 0}, {-most, most, 0}}, 1)));
    const float tiny = std::numeric_limits<float>::denorm_min();
    CHECK(finite(smoothed({{0, 0, 0}, {tiny, 0, 0}, {tiny, tiny, 0}, {1, 1, 0}}, 0.1F)));
    for (const float bad : {0.0F, -1.0F, no_number}) CHECK_THROWS_AS(smoothed(corner, bad), std::invalid_argument);
}
