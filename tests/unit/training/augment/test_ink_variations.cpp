#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>

#include "training/augment/picture.hpp"
#include "training/augment/scribble.hpp"
#include "training/augment/strokes.hpp"

using namespace mllab;
using namespace mllab::augment;

namespace {

const ink::Strokes ell{{{0, 0, 0}, {0, 50, 0}, {0, 100, 0}, {60, 100, 0}}};

double amount(const image::GrayImage& ink) {
    double sum = 0;
    for (const float v : ink.pixels) sum += static_cast<double>(v);
    return sum;
}

}  // namespace

TEST_CASE("a fast hand leaves few points, and a meant corner has many beside it") {
    HandRange hand{.shape = {.rotation_degrees = 0, .shear = 0, .stretch = 0, .elastic = 0},
                   .shaky_chance = 0,
                   .polygon_chance = 0,
                   .gap_chance = 0,
                   .tail_chance = 0,
                   .sparse_chance = 1};
    core::Random random(1);
    for (int i = 0; i < 20; ++i) {
        const std::size_t points = another_hand(ell, hand, random).front().size();
        CHECK(points >= 6);
        CHECK(points <= 18);
    }
    hand.sparse_chance = 0;
    hand.angular_chance = 1;
    CHECK(another_hand(ell, hand, random).front().size() > 30);
}

TEST_CASE("a tilted hand turns clockwise") {
    const HandRange hand{.shape = {.turn_degrees = 20, .rotation_degrees = 5, .shear = 0, .stretch = 0, .elastic = 0},
                         .shaky_chance = 0,
                         .polygon_chance = 0,
                         .gap_chance = 0,
                         .tail_chance = 0};
    core::Random random(2);
    for (int i = 0; i < 20; ++i) {
        const ink::Strokes line = another_hand({{{0, 0, 0}, {0, 100, 0}}}, hand, random);
        // The upper end moves to the right.
        const double dx = line.front().front().x - line.front().back().x;
        const double dy = line.front().back().y - line.front().front().y;
        CHECK(std::atan2(dx, dy) == Catch::Approx(20.0 / 57.3).margin(5.1 / 57.3));
    }
}

TEST_CASE("ink out of a photo is thicker or thinner and has other edges, but is never gone") {
    const image::GrayImage ink = ink::framed(ell, {.size_px = 56, .ink_box_px = 40, .pen_width_px = 5});
    double least = 1e9;
    double most = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        core::Random random(seed);
        const image::GrayImage photo = photographed(ink, random);
        CHECK(std::ranges::all_of(photo.pixels, [](float v) { return v >= 0 && v <= 1; }));
        CHECK(photo.pixels != ink.pixels);
        least = std::min(least, amount(photo) / amount(ink));
        most = std::max(most, amount(photo) / amount(ink));
    }
    CHECK(least > 0.3);
    CHECK(least < 0.85);
    CHECK(most > 1.15);
    CHECK(most < 2.5);
    // A line that no threshold leaves stays as it was.
    const image::GrayImage faint = ink::framed(ell, {.size_px = 56, .ink_box_px = 40, .pen_width_px = 0.3F});
    core::Random random(1);
    CHECK(amount(photographed(faint, random)) > 0);
}

TEST_CASE("overlapping drawings share a part of their boxes and are not one on the other") {
    core::Random random(5);
    for (int i = 0; i < 100; ++i) {
        const ink::Strokes both = overlapping(ell, ell, random);
        REQUIRE(both.size() == 2);
        const ink::Box a = ink::bounding_box({both.data(), 1});
        const ink::Box b = ink::bounding_box({&both[1], 1});
        const double apart =
            std::hypot((a.left + a.right - b.left - b.right) / 2, (a.top + a.bottom - b.top - b.bottom) / 2);
        CHECK(apart > 21);
        CHECK(apart < 71);
    }
    CHECK(overlapping({}, ell, random).size() == 1);
}
