#include <catch_amalgamated.hpp>
#include <cmath>

#include "training/augment/photo/skin.hpp"
#include "training/augment/photos.hpp"

using namespace mllab::testing;
using mllab::augment::Colour;
using mllab::augment::toned;
using mllab::core::Random;
using mllab::image::RgbaImage;

TEST_CASE("skin is what is opaque, warm and neither very dark nor very bright") {
    RgbaImage picture = plain(10, 10, {0, 0, 0, 0});
    for (int x = 0; x < 10; ++x) {
        put(picture, x, 0, {180, 130, 100, 255});
        put(picture, x, 1, {200, 150, 120, 255});
        put(picture, x, 2, {10, 10, 40, 255});     // a blue sleeve
        put(picture, x, 3, {255, 255, 250, 255});  // a white one
        put(picture, x, 4, {200, 150, 120, 100});  // an edge
    }
    const Colour skin = mllab::augment::skin_of(picture);
    CHECK(std::abs(skin[0] - 190) < 0.01F);
    CHECK(std::abs(skin[1] - 140) < 0.01F);
    CHECK(std::abs(skin[2] - 110) < 0.01F);
    CHECK(mllab::augment::skin_of(plain(3, 3, {0, 0, 200, 255})) == Colour{});
    CHECK(mllab::augment::skin_of({}) == Colour{});
}

TEST_CASE("skin takes the tone, sleeves keep theirs, shades and alpha stay") {
    RgbaImage picture = plain(3, 1, {190, 140, 110, 255});
    put(picture, 1, 0, {95, 70, 55, 200});
    put(picture, 2, 0, {20, 30, 160, 255});
    const Colour from{190, 140, 110};
    CHECK(toned(picture, from, from).pixels == picture.pixels);
    CHECK(toned(picture, {}, {90, 60, 50}).pixels == picture.pixels);
    const RgbaImage dark = toned(picture, from, {95, 60, 45});
    CHECK(at(dark, 0, 0) == Pixel{95, 60, 45, 255});
    CHECK(at(dark, 1, 0)[0] == 48);  // half as bright as before, half as bright as the tone
    CHECK(at(dark, 1, 0)[3] == 200);
    CHECK(at(dark, 2, 0) == Pixel{20, 30, 160, 255});
}

TEST_CASE("tones reach over the whole range of human skin") {
    int dark = 0;
    int light = 0;
    for (std::uint64_t seed = 0; seed < 900; ++seed) {
        Random random(seed);
        Random again(seed);
        const Colour tone = mllab::augment::random_skin(random);
        CHECK(tone == mllab::augment::random_skin(again));
        CHECK(tone[0] > 0.9F * tone[2]);
        CHECK(tone[0] < 256);
        CHECK(tone[2] > 10);
        const float bright = 0.299F * tone[0] + 0.587F * tone[1] + 0.114F * tone[2];
        dark += bright < 70 ? 1 : 0;
        light += bright > 150 ? 1 : 0;
    }
    CHECK(dark > 180);
    CHECK(light > 250);
}
