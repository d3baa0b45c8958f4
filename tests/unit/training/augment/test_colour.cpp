#include <catch_amalgamated.hpp>
#include <cmath>

#include "training/augment/photo/colour.hpp"
#include "training/augment/photos.hpp"

using namespace mllab::testing;
using mllab::augment::ColourChange;
using mllab::augment::recoloured;
using mllab::core::Random;
using mllab::image::RgbaImage;

TEST_CASE("no change of colour leaves every value as it is") {
    const RgbaImage picture = speckled(32, 32);
    CHECK(recoloured(picture, {}).pixels == picture.pixels);
    CHECK(mllab::augment::lit(picture, {.degrees = 33}).pixels == picture.pixels);
    Random random(4);
    CHECK(recoloured(picture, mllab::augment::random_colours(random, 0)).pixels == picture.pixels);
    CHECK(mllab::augment::lit(picture, mllab::augment::random_side_light(random, 0)).pixels == picture.pixels);
}

TEST_CASE("gain, saturation, contrast, gamma and hue do what they say") {
    const RgbaImage brown = plain(2, 2, {120, 80, 40, 77});
    CHECK(at(recoloured(brown, {.gain = {2, 1, 0.5F}}), 0, 0) == Pixel{240, 80, 20, 77});
    const Pixel grey = at(recoloured(brown, {.saturation = 0}), 1, 1);
    CHECK(grey[0] == grey[1]);
    CHECK(grey[1] == grey[2]);
    CHECK(std::abs(grey[0] - 87) <= 1);  // luma
    CHECK(grey[3] == 77);
    CHECK(at(recoloured(plain(1, 1, {128, 192, 64, 255}), {.contrast = 0.5F}), 0, 0) == Pixel{128, 160, 96, 255});
    CHECK(std::abs(at(recoloured(plain(1, 1, {0, 128, 255, 255}), {.gamma = 2}), 0, 0)[1] - 64) <= 1);
    CHECK(at(recoloured(plain(1, 1, {0, 128, 255, 255}), {.gamma = 2}), 0, 0)[2] == 255);
    const Pixel turned = at(recoloured(plain(1, 1, {200, 50, 50, 255}), {.hue_degrees = 120}), 0, 0);
    CHECK(std::abs(turned[1] - 200) <= 1);
    CHECK(std::abs(turned[0] - 50) <= 1);
}

TEST_CASE("light from the right brightens the right") {
    const RgbaImage grey = plain(100, 10, {100, 100, 100, 255});
    const RgbaImage lit =
        mllab::augment::lit(grey, {.degrees = 0, .near = {1.5F, 1.5F, 1.5F}, .far = {0.5F, 0.5F, 0.5F}});
    CHECK(std::abs(at(lit, 0, 5)[0] - 50) <= 1);
    CHECK(std::abs(at(lit, 99, 5)[0] - 150) <= 1);
    CHECK(at(lit, 99, 5)[3] == 255);
}

TEST_CASE("random colours stay within what can be recognised, and depend on nothing but the generator") {
    const RgbaImage grey = plain(4, 4, {128, 128, 128, 255});
    double darkest = 255;
    double brightest = 0;
    int colourless = 0;
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        Random one(seed);
        Random other(seed);
        const ColourChange change = mllab::augment::random_colours(one, 1);
        const RgbaImage result = recoloured(grey, change);
        CHECK(result.pixels == recoloured(grey, mllab::augment::random_colours(other, 1)).pixels);
        darkest = std::min(darkest, mean(result, 1));
        brightest = std::max(brightest, mean(result, 1));
        colourless += change.saturation == 0 ? 1 : 0;
    }
    CHECK(darkest > 10);
    CHECK(darkest < 80);
    CHECK(brightest > 180);
    CHECK(colourless > 25);
    CHECK(colourless < 85);
}
