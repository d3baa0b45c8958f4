// Where a picture lies on the stage, and the way there and back, mirrored or not.
#include <catch_amalgamated.hpp>

#include "core/random.hpp"
#include "experiments/viewfinder/placement.hpp"

using namespace mllab;
using Catch::Approx;
using ui::Rect;
using viewfinder::fitted;
using viewfinder::Placement;

namespace {

float between(core::Random& random, float low, float high) {
    return low + (high - low) * static_cast<float>(random.below(10'001)) / 10'000;
}

void check_same(const Rect& a, const Rect& b) {
    CHECK(a.x == Approx(b.x).margin(1e-3));
    CHECK(a.y == Approx(b.y).margin(1e-3));
    CHECK(a.w == Approx(b.w).margin(1e-3));
    CHECK(a.h == Approx(b.h).margin(1e-3));
}

}  // namespace

TEST_CASE("A picture lies in the middle of its room, whole and in its own shape") {
    check_same(fitted(640, 480, {10, 20, 400, 400}, false).rect, {10, 70, 400, 300});
    check_same(fitted(480, 640, {10, 20, 400, 400}, false).rect, {60, 20, 300, 400});
    check_same(fitted(1, 1, {0, 0, 300, 200}, false).rect, {50, 0, 200, 200});
}

TEST_CASE("A picture that is all length stays a pixel high, and one without pixels is refused") {
    check_same(fitted(12'000, 1, {0, 0, 300, 200}, false).rect, {0, 99.5F, 300, 1});
    check_same(fitted(1, 12'000, {0, 0, 300, 200}, true).rect, {149.5F, 0, 1, 200});
    CHECK_THROWS_AS(fitted(0, 5, {0, 0, 9, 9}, false), std::invalid_argument);
    CHECK_THROWS_AS(fitted(5, -1, {0, 0, 9, 9}, false), std::invalid_argument);
}

TEST_CASE("There and back is the same place, and a mirror turns round left and right only") {
    core::Random random(11);
    for (int i = 0; i < 2000; ++i) {
        const int width = 1 + static_cast<int>(random.below(2000));
        const int height = 1 + static_cast<int>(random.below(2000));
        const Rect room{between(random, -50, 500), between(random, -50, 500), between(random, 20, 900),
                        between(random, 20, 900)};
        const Placement plain = fitted(width, height, room, false);
        const Placement mirrored = fitted(width, height, room, true);
        CHECK(plain.rect == mirrored.rect);
        const Rect part{between(random, 0, 0.7F), between(random, 0, 0.7F), between(random, 0.01F, 0.3F),
                        between(random, 0.01F, 0.3F)};
        for (const Placement& placement : {plain, mirrored}) {
            const Rect there = placement.on_stage(part);
            CHECK(there.w > 0);
            CHECK(there.x >= placement.rect.x - 0.01F);
            CHECK(there.right() <= placement.rect.right() + 0.01F);
            check_same(placement.in_picture(there), part);
            const ink::Point point = placement.on_stage(part.x, part.y);
            const ink::Point back = placement.in_picture(point.x, point.y);
            CHECK(back.x == Approx(part.x).margin(1e-3));
            CHECK(back.y == Approx(part.y).margin(1e-3));
        }
        const Rect here = plain.on_stage(part);
        const Rect other_way = mirrored.on_stage(part);
        CHECK(here.y == other_way.y);
        CHECK(here.x - plain.rect.x == Approx(plain.rect.right() - other_way.right()).margin(1e-2));
    }
}

TEST_CASE("The guide is a square in the middle of the stage's picture, whichever way it is turned") {
    for (const auto& [width, height] : {std::pair(640, 480), std::pair(480, 640), std::pair(321, 320)})
        for (const bool mirrored : {false, true}) {
            const Placement placement = fitted(width, height, {5, 5, 300, 240}, mirrored);
            const Rect guide =
                placement.on_stage(viewfinder::part_of(image::central_square(width, height), width, height));
            CHECK(guide.w == Approx(guide.h));
            CHECK(guide.w == Approx(std::min(placement.rect.w, placement.rect.h)));
            CHECK(guide.x + guide.w / 2 == Approx(placement.rect.x + placement.rect.w / 2));
            CHECK(guide.y + guide.h / 2 == Approx(placement.rect.y + placement.rect.h / 2));
        }
}
