#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <vector>

#include "training/augment/photo/rooms.hpp"
#include "training/augment/photos.hpp"

using namespace mllab::testing;
using namespace mllab::augment;
using mllab::core::Random;
using mllab::image::RgbaImage;

TEST_CASE("walls are opaque, of the size asked for, different, and made from the generator alone") {
    std::vector<double> brightness;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        Random random(seed);
        Random again(seed);
        const RgbaImage wall = random_wall(random, 48);
        CHECK(wall.width == 48);
        CHECK(wall.height == 48);
        CHECK(mean(wall, 3) == 255);
        CHECK(wall.pixels == random_wall(again, 48).pixels);
        brightness.push_back(mean(wall, 1));
    }
    const auto [least, most] = std::ranges::minmax(brightness);
    CHECK(least < 70);
    CHECK(most > 170);
    Random random(1);
    CHECK(random_wall(random, 1).width == 1);
}

TEST_CASE("a blob is of its size, opaque in the middle and before nothing") {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        Random random(seed);
        const RgbaImage blob = shaded_blob(random, 100, 40, {180, 120, 90});
        int opaque = 0;
        for (std::size_t i = 3; i < blob.pixels.size(); i += 4) opaque += blob.pixels[i] > 127 ? 1 : 0;
        // An ellipse of axes 40 and 24 to 40, its edge uneven by an eighth.
        CHECK(opaque > 550);
        CHECK(opaque < 1650);
        CHECK(at(blob, 0, 0)[3] == 0);
        CHECK(at(blob, 99, 99)[3] == 0);
    }
}

TEST_CASE("scrambling moves squares and keeps every pixel") {
    const RgbaImage picture = speckled(24, 24);
    Random random(3);
    const RgbaImage result = scrambled(picture, 4, random);
    CHECK(result.pixels != picture.pixels);
    const auto sorted = [](const RgbaImage& image) {
        std::vector<Pixel> all;
        for (int y = 0; y < image.height; ++y)
            for (int x = 0; x < image.width; ++x) all.push_back(at(image, x, y));
        std::ranges::sort(all);
        return all;
    };
    CHECK(sorted(result) == sorted(picture));
    CHECK_THROWS_AS(scrambled(picture, 5, random), std::invalid_argument);
    CHECK_THROWS_AS(scrambled(picture, 0, random), std::invalid_argument);
    CHECK_THROWS_AS(scrambled(speckled(24, 12), 4, random), std::invalid_argument);
}
