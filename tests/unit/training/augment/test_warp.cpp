#include <catch_amalgamated.hpp>
#include <cmath>

#include "training/augment/photo/warp.hpp"
#include "training/augment/photos.hpp"

using namespace mllab::testing;
using mllab::augment::Beyond;
using mllab::augment::Placement;
using mllab::augment::to_source;
using mllab::augment::warped;
using mllab::image::RgbaImage;

TEST_CASE("a picture placed as it is does not change") {
    const RgbaImage picture = speckled(13, 9);
    for (const Beyond beyond : {Beyond::transparent, Beyond::repeated, Beyond::sides_repeated, Beyond::right_repeated})
        CHECK(warped(picture, to_source({}), 13, 9, beyond).pixels == picture.pixels);
    const Placement same{.source_x = 6.5, .source_y = 4.5, .x = 6.5, .y = 4.5};
    CHECK(warped(picture, to_source(same), 13, 9, Beyond::transparent).pixels == picture.pixels);
}

TEST_CASE("placements move, mirror, turn and scale about their point") {
    RgbaImage picture = plain(11, 11, {0, 0, 0, 255});
    put(picture, 2, 5, {255, 255, 255, 255});  // a finger that points to the left of the middle
    const auto place = [&](Placement placement) {
        placement.source_x = placement.source_y = placement.x = placement.y = 5.5;
        return warped(picture, to_source(placement), 11, 11, Beyond::transparent);
    };
    CHECK(at(place({.mirrored = true}), 8, 5)[0] == 255);
    CHECK(at(place({.degrees = 90}), 5, 2)[0] > 250);  // clockwise: up
    CHECK(at(place({.degrees = -90}), 5, 8)[0] > 250);
    CHECK(at(place({.degrees = 180}), 8, 5)[0] > 250);
    CHECK(at(place({.degrees = -90, .mirrored = true}), 5, 2)[0] > 250);
    const RgbaImage moved =
        warped(picture, to_source({.source_x = 2.5, .source_y = 5.5, .x = 9.5, .y = 1.5}), 11, 11, Beyond::transparent);
    CHECK(at(moved, 9, 1) == Pixel{255, 255, 255, 255});
    const RgbaImage twice = warped(picture, to_source({.scale = 2}), 22, 22, Beyond::repeated);
    CHECK(at(twice, 4, 10)[0] > 100);
    CHECK(at(twice, 5, 11)[0] > 100);
    CHECK(at(twice, 12, 11)[0] == 0);
}

TEST_CASE("beyond the edges there is nothing, or what the kind says") {
    const RgbaImage red = plain(4, 4, {200, 10, 10, 255});
    const auto map = to_source({.source_x = 2, .source_y = 2, .x = 10, .y = 10});
    const auto alphas = [&](Beyond beyond) {
        const RgbaImage image = warped(red, map, 20, 20, beyond);
        return std::array{at(image, 1, 10)[3], at(image, 18, 10)[3], at(image, 10, 1)[3], at(image, 10, 10)[3]};
    };
    CHECK(alphas(Beyond::transparent) == std::array{0, 0, 0, 255});
    CHECK(alphas(Beyond::right_repeated) == std::array{0, 255, 0, 255});
    CHECK(alphas(Beyond::sides_repeated) == std::array{255, 255, 0, 255});
    CHECK(alphas(Beyond::repeated) == std::array{255, 255, 255, 255});
}

TEST_CASE("colours of transparent pixels do not bleed into a warped picture") {
    RgbaImage picture = plain(6, 6, {0, 255, 0, 0});
    for (int y = 2; y < 4; ++y)
        for (int x = 2; x < 4; ++x) put(picture, x, y, {200, 100, 50, 255});
    const RgbaImage turned =
        warped(picture, to_source({.source_x = 3, .source_y = 3, .x = 12, .y = 12, .scale = 3.3, .degrees = 31}), 24,
               24, Beyond::transparent);
    for (int y = 0; y < 24; ++y)
        for (int x = 0; x < 24; ++x)
            if (at(turned, x, y)[3] > 0) CHECK(at(turned, x, y)[1] <= 101);
}

TEST_CASE("a picture that becomes much smaller keeps its mean") {
    const RgbaImage picture = speckled(160, 160);
    const RgbaImage small = warped(picture, to_source({.scale = 1.0 / 16}), 10, 10, Beyond::repeated);
    CHECK(std::abs(mean(small, 0) - mean(picture, 0)) < 3);
    // Single pixels of noise would be anywhere between 0 and 255.
    for (int i = 0; i < 10; ++i) CHECK(std::abs(at(small, i, i)[0] - 127) < 60);
}

TEST_CASE("perspective makes the nearer side larger") {
    // Stripes 10 px apart: seen from the side, as many as before on the left are more on the right, or the reverse.
    RgbaImage stripes(200, 20);
    for (int y = 0; y < 20; ++y)
        for (int x = 0; x < 200; ++x) put(stripes, x, y, {x / 10 % 2 * 255, 0, 0, 255});
    const RgbaImage seen =
        warped(stripes, to_source({.source_x = 100, .source_y = 10, .x = 50, .y = 10, .tilt_x = 0.5}), 100, 20,
               Beyond::repeated);
    const auto edges = [&](int from, int to) {
        int count = 0;
        for (int x = from; x + 1 < to; ++x)
            count += (at(seen, x, 10)[0] > 127) != (at(seen, x + 1, 10)[0] > 127) ? 1 : 0;
        return count;
    };
    CHECK(edges(0, 50) > edges(50, 100));
}

TEST_CASE("senseless placements and empty pictures are refused") {
    CHECK_THROWS_AS(to_source({.scale = 0}), std::invalid_argument);
    CHECK_THROWS_AS(to_source({.scale = -1}), std::invalid_argument);
    CHECK_THROWS_AS(to_source({.scale = std::nan("")}), std::invalid_argument);
    CHECK_THROWS_AS(warped({}, {}, 3, 3, Beyond::repeated), std::invalid_argument);
    // Perspective that reaches the horizon within the picture is ugly, not an error.
    const RgbaImage picture = speckled(20, 20);
    CHECK(warped(picture, to_source({.source_x = 10, .source_y = 10, .x = 10, .y = 10, .tilt_x = -10}), 20, 20,
                 Beyond::repeated)
              .width == 20);
}
