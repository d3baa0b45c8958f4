#include <algorithm>
#include <catch_amalgamated.hpp>

#include "geometry/boxes.hpp"
#include "geometry/boxes/overlap.hpp"

using namespace mllab;
using Catch::Approx;
using geometry::Box;
using testing::infinite;
using testing::not_a_number;

TEST_CASE("the overlap of boxes, computed by hand") {
    const Box box{0.2, 0.2, 0.4, 0.4};
    CHECK(geometry::iou(box, box) == Approx(1));
    // Half of each is the other's: 0.08 of 0.24.
    CHECK(geometry::iou(box, {0.4, 0.2, 0.4, 0.4}) == Approx(1.0 / 3));
    // A quarter of the larger.
    CHECK(geometry::iou(box, {0.3, 0.3, 0.2, 0.2}) == Approx(0.25));
    CHECK(geometry::share_inside({0.3, 0.3, 0.2, 0.2}, box) == Approx(1));
    CHECK(geometry::share_inside(box, {0.3, 0.3, 0.2, 0.2}) == Approx(0.25));
    CHECK(geometry::intersection(box, {0.5, 0.5, 0.5, 0.5}) == Approx(0.01));
}

TEST_CASE("boxes that only touch, or have no area, do not overlap") {
    const Box box{0.25, 0.25, 0.25, 0.25};
    CHECK(geometry::iou(box, {0.5, 0.25, 0.25, 0.25}) == 0);
    CHECK(geometry::iou(box, {0.5, 0.5, 0.25, 0.25}) == 0);
    CHECK(geometry::iou(box, {0.3, 0.3, 0, 0.1}) == 0);
    CHECK(geometry::iou({0.3, 0.3, 0, 0}, {0.3, 0.3, 0, 0}) == 0);
    CHECK(geometry::share_inside({0.3, 0.3, 0, 0}, box) == 0);
    // A negative side is no area, and two of them none either.
    CHECK(Box{0.5, 0.5, -0.2, -0.2}.area() == 0);
    CHECK(geometry::iou({0.5, 0.5, -0.2, -0.2}, {0.2, 0.2, 0.6, 0.6}) == 0);
}

TEST_CASE("numbers that are none, and infinite ones, give no overlap and no surprise") {
    const Box box{0.25, 0.25, 0.5, 0.5};
    for (const double bad : {not_a_number, infinite, -infinite})
        for (int side = 0; side < 4; ++side) {
            Box broken = box;
            (side == 0 ? broken.x : side == 1 ? broken.y : side == 2 ? broken.w : broken.h) = bad;
            CAPTURE(bad, side);
            CHECK_FALSE(geometry::is_sound(broken));
            for (const double value : {geometry::iou(box, broken), geometry::iou(broken, box),
                                       geometry::iou(broken, broken), geometry::share_inside(broken, box)})
                CHECK(value == 0);
        }
    CHECK_FALSE(geometry::is_sound({0, 0, -0.1, 0.1}));
    // Each number is finite, the right edge is not.
    CHECK_FALSE(geometry::is_sound({1.7e308, 0, 1.7e308, 1}));
    CHECK(geometry::is_sound({-5, 0, 0, 0}));
}

TEST_CASE("overlap is symmetric, between 0 and 1, and the same wherever and however large the boxes are") {
    core::Random random(11);
    for (int i = 0; i < 2000; ++i) {
        const Box a = testing::random_box(random);
        const Box b = testing::random_box(random);
        const double overlap = geometry::iou(a, b);
        CHECK(overlap == geometry::iou(b, a));
        CHECK((overlap >= 0 && overlap <= 1));
        CHECK(geometry::iou(a, a) == Approx(1).epsilon(1e-12));
        CHECK(overlap <= std::min(geometry::share_inside(a, b), geometry::share_inside(b, a)) + 1e-12);
        const double sx = random.uniform(0.1, 10);
        const double sy = random.uniform(0.1, 10);
        const double dx = random.uniform(-3, 3);
        const auto moved = [&](const Box& box) { return Box{box.x * sx + dx, box.y * sy, box.w * sx, box.h * sy}; };
        CHECK(geometry::iou(moved(a), moved(b)) == Approx(overlap).margin(1e-9));
    }
}

TEST_CASE("overlap is what counting points says") {
    core::Random random(12);
    for (int i = 0; i < 20; ++i) {
        const Box a = testing::random_box(random);
        const Box b = testing::random_box(random);
        const auto inside = [](const Box& box, double x, double y) {
            return x >= box.x && x < box.right() && y >= box.y && y < box.bottom();
        };
        int both = 0;
        int either = 0;
        for (int row = 0; row < 250; ++row)
            for (int column = 0; column < 250; ++column) {
                const double x = -0.5 + (column + 0.5) / 100;
                const double y = -0.5 + (row + 0.5) / 100;
                both += inside(a, x, y) && inside(b, x, y) ? 1 : 0;
                either += inside(a, x, y) || inside(b, x, y) ? 1 : 0;
            }
        // Thin boxes lie between the points.
        if (either < 1000) continue;
        CHECK(geometry::iou(a, b) == Approx(static_cast<double>(both) / either).margin(0.04));
    }
}

TEST_CASE("a clipped box is the part inside of the picture") {
    CHECK(geometry::clipped({0.1, 0.2, 0.3, 0.4}) == Box{0.1, 0.2, 0.3, 0.4});
    CHECK(geometry::clipped({-0.5, -0.25, 1, 1}) == Box{0, 0, 0.5, 0.75});
    CHECK(geometry::clipped({0.5, 0.75, 1, 1}) == Box{0.5, 0.75, 0.5, 0.25});
    CHECK(geometry::clipped({-1, -1, 3, 3}) == Box{0, 0, 1, 1});
    CHECK(geometry::clipped({2, 0.5, 1, 0.25}) == Box{1, 0.5, 0, 0.25});
    CHECK(geometry::clipped({-3, -2, 1, 1}) == Box{0, 0, 0, 0});
    core::Random random(13);
    for (int i = 0; i < 2000; ++i) {
        const Box box = testing::random_box(random);
        const Box part = geometry::clipped(box);
        CHECK((part.x >= 0 && part.y >= 0 && part.w >= 0 && part.h >= 0));
        CHECK((part.right() <= 1 + 1e-15 && part.bottom() <= 1 + 1e-15));
        CHECK(part.area() == Approx(geometry::intersection(box, {0, 0, 1, 1})).margin(1e-12));
        CHECK(geometry::iou(geometry::clipped(part), part) == Approx(part.area() > 0 ? 1 : 0));
    }
}
