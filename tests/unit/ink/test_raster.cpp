#include <algorithm>
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

// The definition, pixel by pixel: coverage falls over one pixel across the pen's edge, overlaps take the maximum.
image::GrayImage by_definition(const Strokes& strokes, double pen, int width, int height) {
    image::GrayImage image(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            double nearest = 1e300;
            for (const Stroke& stroke : strokes) {
                for (std::size_t i = 0; i < stroke.size(); ++i) {
                    const Point& a = stroke[i == 0 ? 0 : i - 1];
                    const Point& b = stroke[i];
                    const double dx = static_cast<double>(b.x) - a.x;
                    const double dy = static_cast<double>(b.y) - a.y;
                    const double px = x + 0.5 - a.x;
                    const double py = y + 0.5 - a.y;
                    const double squared = dx * dx + dy * dy;
                    const double t = squared > 0 ? std::clamp((px * dx + py * dy) / squared, 0.0, 1.0) : 0;
                    nearest = std::min(nearest, std::hypot(px - t * dx, py - t * dy));
                }
            }
            const double radius = std::max(pen, 1.0) / 2;
            image.at(x, y) = static_cast<float>(std::min(pen, 1.0) * std::clamp(radius + 0.5 - nearest, 0.0, 1.0));
        }
    }
    return image;
}

Stroke line(float x1, float y1, float x2, float y2) { return {{x1, y1, 0}, {x2, y2, 0}}; }

// Several strokes whose points may lie far outside.
Strokes scribble(core::Random& random, double low, double high) {
    Strokes strokes(random.below(4));
    for (Stroke& stroke : strokes) {
        stroke.resize(random.below(6));
        for (Point& p : stroke) {
            p.x = static_cast<float>(random.uniform(low, high));
            p.y = static_cast<float>(random.uniform(low, high));
        }
    }
    return strokes;
}

constexpr float infinite = std::numeric_limits<float>::infinity();
constexpr float no_number = std::numeric_limits<float>::quiet_NaN();

}  // namespace

TEST_CASE("the fast rasteriser draws what the definition says, inside and outside of the picture") {
    core::Random random(1);
    for (int round = 0; round < 300; ++round) {
        const double reach = round % 3 == 0 ? 1'000 : 20;
        const Strokes strokes = scribble(random, -reach, 30 + reach);
        const int width = 1 + static_cast<int>(random.below(40));
        const int height = 1 + static_cast<int>(random.below(40));
        const auto pen = static_cast<float>(random.uniform(0.1, 8));
        CAPTURE(round, pen, width, height);
        CHECK(largest_difference(rasterised(strokes, pen, width, height),
                                 by_definition(strokes, static_cast<double>(pen), width, height)) < 2e-3);
    }
}

TEST_CASE("a line's area is its length times its width, whatever its direction") {
    core::Random random(2);
    for (const float pen : {0.25F, 0.5F, 1.0F, 1.5F, 2.0F, 3.0F, 7.5F}) {
        const double wanted = 30 * static_cast<double>(pen);
        // Along a diagonal all pixel centres lie in the same places across the line, so sampling errors do not cancel.
        const double tolerance = pen < 1.5F ? 0.08 : 0.025;
        double sum = 0;
        constexpr int rounds = 100;
        for (int round = 0; round < rounds; ++round) {
            const double angle = random.uniform(0, std::numbers::pi);
            const double x = random.uniform(63, 65);
            const auto end = [&](double along) {
                return Point{static_cast<float>(x + along * std::cos(angle)),
                             static_cast<float>(64 + along * std::sin(angle)), 0};
            };
            const Strokes shorter{{end(-20), end(20)}};
            const Strokes longer{{end(-35), end(35)}};
            // The difference of two lines has no ends.
            const double area =
                total_ink(rasterised(longer, pen, 128, 128)) - total_ink(rasterised(shorter, pen, 128, 128));
            CAPTURE(pen, angle);
            CHECK_THAT(area, WithinRel(wanted, tolerance));
            sum += area;
        }
        CHECK_THAT(sum / rounds, WithinRel(wanted, 0.003));
    }
}

TEST_CASE("a dot has the area of a disc") {
    core::Random random(3);
    for (const float pen : {3.0F, 4.0F, 9.0F, 20.0F}) {
        for (int round = 0; round < 10; ++round) {
            const Strokes dot{
                {{static_cast<float>(random.uniform(31, 33)), static_cast<float>(random.uniform(31, 33)), 0}}};
            const double radius = static_cast<double>(pen) / 2;
            // The linear edge adds pi/12 (the second moment of one pixel) to the disc.
            const double wanted = std::numbers::pi * radius * radius + std::numbers::pi / 12;
            CHECK_THAT(total_ink(rasterised(dot, pen, 64, 64)), WithinRel(wanted, 0.04));
        }
    }
}

TEST_CASE("a thin pen is pale, not narrow") {
    for (const float pen : {0.1F, 0.5F, 0.9F}) {
        const image::GrayImage image = rasterised(Strokes{line(2, 4.5F, 14, 4.5F)}, pen, 16, 9);
        CHECK_THAT(image.at(8, 4), WithinAbs(pen, 1e-6));
        CHECK(image.at(8, 3) == 0);
    }
    CHECK(total_ink(rasterised(Strokes{line(2, 4.5F, 14, 4.5F)}, 0, 16, 9)) == 0);
}

TEST_CASE("coverage stays between nothing and full, and overlaps do not add up") {
    const Strokes once{line(4, 4, 24, 24)};
    Strokes often(50, once.front());
    CHECK(rasterised(often, 2.3F, 28, 28).pixels == rasterised(once, 2.3F, 28, 28).pixels);
    core::Random random(4);
    for (int round = 0; round < 50; ++round)
        for (const float v : rasterised(drawing(random), 3, 300, 300).pixels) REQUIRE((v >= 0 && v <= 1));
}

TEST_CASE("splitting a line into pieces or turning it around does not change the picture") {
    const Strokes whole{line(3, 5, 25, 17)};
    Stroke pieces;
    for (int i = 0; i <= 64; ++i)
        pieces.push_back({3 + 22 * static_cast<float>(i) / 64, 5 + 12 * static_cast<float>(i) / 64, 0});
    CHECK(largest_difference(rasterised(whole, 2, 28, 28), rasterised(Strokes{pieces}, 2, 28, 28)) < 1e-4);
    CHECK(largest_difference(rasterised(whole, 2, 28, 28), rasterised(Strokes{line(25, 17, 3, 5)}, 2, 28, 28)) < 1e-5);
}

TEST_CASE("a shift by whole pixels shifts the picture") {
    core::Random random(5);
    const Strokes strokes = scribble(random, 5, 20);
    const image::GrayImage here = rasterised(strokes, 2, 40, 40);
    const image::GrayImage there = rasterised(transformed(strokes, {.tx = 7, .ty = 3}), 2, 40, 40);
    CHECK(largest_difference(image::cropped(there, 7, 3, 33, 37), image::cropped(here, 0, 0, 33, 37)) < 1e-5);
}

TEST_CASE("a drawing one can read") {
    const Strokes seven{{{2, 2, 0}, {8, 2, 0}, {4, 10, 0}}};
    CHECK(art(rasterised(seven, 2, 10, 12)) ==
          "..........\n"
          ".8######8.\n"
          ".8######8.\n"
          "......8#4.\n"
          ".....4#8..\n"
          ".....8#4..\n"
          "....4#8...\n"
          "....8#4...\n"
          "...4#8....\n"
          "...8#4....\n"
          "...88.....\n"
          "..........\n");
}

TEST_CASE("nothing drawn is an empty picture") {
    CHECK(total_ink(rasterised(Strokes{}, 2, 28, 28)) == 0);
    CHECK(total_ink(rasterised(Strokes{{}, {}}, 2, 28, 28)) == 0);
    CHECK(total_ink(rasterised(Strokes{line(-50, -50, -10, 80)}, 2, 28, 28)) == 0);
}

TEST_CASE("a stroke of thousands of equal points is the dot that it is") {
    const Strokes dot{{{7, 9, 0}}};
    const Strokes many{Stroke(5'000, Point{7, 9, 0})};
    CHECK(rasterised(many, 3, 16, 16).pixels == rasterised(dot, 3, 16, 16).pixels);
}

TEST_CASE("enormous coordinates neither crash nor spoil the rest of the drawing") {
    const Strokes sane{line(4, 4, 20, 20)};
    const image::GrayImage wanted = rasterised(sane, 2, 28, 28);
    constexpr float most = std::numeric_limits<float>::max();
    for (const float far : {1e10F, 1e30F, most, -1e30F, -most}) {
        Strokes strokes = sane;
        strokes.push_back({{far, far, 0}});
        strokes.push_back(line(far, 3, far, most));
        strokes.push_back(line(-most, far, most, far));
        CHECK(rasterised(strokes, 2, 28, 28).pixels == wanted.pixels);
    }
    // Through the picture, from far left to far right: the part inside is exact.
    const image::GrayImage across = rasterised(Strokes{line(-1e7F, 14.5F, 1e7F, 14.5F)}, 1, 28, 28);
    CHECK(across.at(0, 14) == 1);
    CHECK(across.at(27, 14) == 1);
    CHECK(total_ink(across) == 28);
    for (const float v : rasterised(Strokes{line(-most, -most, most, most)}, 2, 28, 28).pixels) CHECK(std::isfinite(v));
}

TEST_CASE("segments that are not finite are left out") {
    const Strokes sane{line(4, 4, 20, 20)};
    const image::GrayImage wanted = rasterised(sane, 2, 28, 28);
    for (const float bad : {no_number, infinite, -infinite}) {
        Strokes strokes = sane;
        strokes.push_back({{bad, 5, 0}});
        strokes.push_back({{5, bad, 0}});
        strokes.push_back(line(bad, 5, 9, 9));
        strokes.push_back(line(9, 9, 5, bad));
        strokes.push_back(line(bad, bad, bad, bad));
        CHECK(rasterised(strokes, 2, 28, 28).pixels == wanted.pixels);
    }
}

TEST_CASE("a pen as wide as the picture covers it") {
    const image::GrayImage image = rasterised(Strokes{{{14, 14, 0}}}, 8192, 28, 28);
    CHECK(total_ink(image) == 28 * 28);
}

TEST_CASE("sizes and pens that cannot be are refused") {
    const Strokes strokes{line(1, 1, 2, 2)};
    for (const int bad : {0, -1, 8193, std::numeric_limits<int>::max(), std::numeric_limits<int>::min()}) {
        CHECK_THROWS_AS(rasterised(strokes, 2, bad, 28), std::invalid_argument);
        CHECK_THROWS_AS(rasterised(strokes, 2, 28, bad), std::invalid_argument);
    }
    for (const float bad : {-1.0F, 8193.0F, infinite, no_number})
        CHECK_THROWS_AS(rasterised(strokes, bad, 28, 28), std::invalid_argument);
    CHECK(rasterised(strokes, 2, 8192, 1).width == 8192);
}
