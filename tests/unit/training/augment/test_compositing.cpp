#include <catch_amalgamated.hpp>
#include <cmath>

#include "training/augment/photo/compositing.hpp"
#include "training/augment/photos.hpp"

using namespace mllab::testing;
using mllab::augment::over;
using mllab::core::Random;
using mllab::image::RgbaImage;

TEST_CASE("what is opaque hides, what is transparent does not, and halves mix") {
    const RgbaImage bottom = plain(1, 1, {100, 0, 200, 255});
    CHECK(at(over(plain(1, 1, {9, 8, 7, 255}), bottom), 0, 0) == Pixel{9, 8, 7, 255});
    CHECK(over(plain(1, 1, {9, 8, 7, 0}), bottom).pixels == bottom.pixels);
    const Pixel mixed = at(over(plain(1, 1, {200, 100, 0, 128}), bottom), 0, 0);
    CHECK(std::abs(mixed[0] - 150) <= 1);
    CHECK(std::abs(mixed[1] - 50) <= 1);
    CHECK(std::abs(mixed[2] - 100) <= 1);
    CHECK(mixed[3] == 255);
    // Over nothing, a colour stays what it is.
    CHECK(at(over(plain(1, 1, {200, 100, 0, 128}), plain(1, 1, {1, 2, 3, 0})), 0, 0) == Pixel{200, 100, 0, 128});
    CHECK_THROWS_AS(over(plain(2, 1, {}), bottom), std::invalid_argument);
}

TEST_CASE("feathers end at the edges and change no colour") {
    const RgbaImage picture = plain(20, 10, {50, 60, 70, 255});
    CHECK(mllab::augment::feathered(picture, 0).pixels == picture.pixels);
    const RgbaImage soft = mllab::augment::feathered(picture, 4);
    CHECK(at(soft, 10, 5) == Pixel{50, 60, 70, 255});
    CHECK(at(soft, 0, 5)[3] < 40);
    CHECK(at(soft, 19, 5)[3] == at(soft, 0, 5)[3]);
    CHECK(at(soft, 10, 0)[3] == at(soft, 10, 9)[3]);
    CHECK(at(soft, 0, 0)[3] < at(soft, 0, 5)[3]);
    CHECK(at(soft, 1, 5)[3] > at(soft, 0, 5)[3]);
    CHECK(at(soft, 0, 0)[2] == 70);
}

TEST_CASE("a blurred enlargement is opaque, of the picture's colours, and of the size asked for") {
    const RgbaImage picture = speckled(40, 25);
    const RgbaImage large = mllab::augment::blurred_enlargement(picture, 160);
    CHECK(large.width == 160);
    CHECK(large.height == 160);
    for (std::size_t c = 0; c < 3; ++c) CHECK(std::abs(mean(large, c) - mean(picture, c)) < 12);
    CHECK(mean(large, 3) == 255);
    CHECK(mllab::augment::blurred_enlargement(picture, 1).width == 1);
}

TEST_CASE("bars and patches hide what lies below them and nothing else") {
    const RgbaImage white = plain(21, 21, {255, 255, 255, 255});
    const RgbaImage bar = mllab::augment::with_bar(white, {.x = 10.5F, .y = 10.5F, .degrees = 90, .width_px = 5});
    for (int y = 0; y < 21; ++y) CHECK(at(bar, 10, y) == Pixel{0, 0, 0, 255});
    CHECK(at(bar, 5, 10)[0] == 255);
    CHECK(at(bar, 16, 10)[0] == 255);
    CHECK(mllab::augment::with_bar(white, {.x = 5, .y = 5, .width_px = 0}).pixels == white.pixels);
    // Reaching beyond the picture is allowed.
    const RgbaImage patch =
        mllab::augment::with_patch(white, {.left = -3, .top = 18, .width = 5, .height = 100, .colour = {10, 20, 30}});
    CHECK(at(patch, 1, 18) == Pixel{10, 20, 30, 255});
    CHECK(at(patch, 2, 18)[0] == 255);
    CHECK(at(patch, 1, 17)[0] == 255);
    CHECK(mllab::augment::with_patch(white, {.left = 30, .top = 0, .width = 5, .height = 5}).pixels == white.pixels);
}

TEST_CASE("random colours are colours") {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        Random random(seed);
        for (const float value : mllab::augment::random_colour(random)) {
            CHECK(value >= 0);
            CHECK(value <= 255);
        }
    }
}
