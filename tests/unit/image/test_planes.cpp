#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <vector>

#include "core/random.hpp"
#include "image/image.hpp"
#include "image/planes.hpp"
#include "image/resampling.hpp"

using namespace mllab::image;

namespace {

RgbaImage opaque_noise(mllab::core::Random& random, int width, int height) {
    RgbaImage picture(width, height);
    for (std::size_t i = 0; i < picture.pixels.size(); ++i)
        picture.pixels[i] = i % 4 == 3 ? 255 : static_cast<std::uint8_t>(random.below(256));
    return picture;
}

// One row of grey pixels.
RgbaImage greys(const std::vector<std::uint8_t>& values) {
    RgbaImage picture(static_cast<int>(values.size()), 1);
    for (std::size_t i = 0; i < picture.pixels.size(); ++i) picture.pixels[i] = i % 4 == 3 ? 255 : values[i / 4];
    return picture;
}

std::vector<int> reds(const RgbaImage& picture) {
    std::vector<int> values;
    for (std::size_t i = 0; i < picture.pixels.size(); i += 4) values.push_back(picture.pixels[i]);
    return values;
}

}  // namespace

TEST_CASE("the central square is as high or wide as the picture") {
    CHECK(central_square(320, 240) == Square{.left = 40, .top = 0, .side = 240});
    CHECK(central_square(240, 321) == Square{.left = 0, .top = 40.5, .side = 240});
    CHECK(central_square(7, 7) == Square{.left = 0, .top = 0, .side = 7});
}

TEST_CASE("a whole square picture of the wanted size stays as it is") {
    mllab::core::Random random(11);
    const RgbaImage picture = opaque_noise(random, 13, 13);
    CHECK(resampled(picture, central_square(13, 13), 13).pixels == picture.pixels);
}

TEST_CASE("a square made smaller has the means of what its pixels cover") {
    RgbaImage picture(4, 2);
    for (int i = 0; i < 8; ++i) {
        picture.pixels[static_cast<std::size_t>(i) * 4] = static_cast<std::uint8_t>(10 * i);
        picture.pixels[static_cast<std::size_t>(i) * 4 + 3] = 255;
    }
    // 10 20 over 50 60.
    CHECK(reds(resampled(picture, central_square(4, 2), 1)) == std::vector<int>{35});
    CHECK(reds(resampled(picture, {.left = 2, .top = 0, .side = 2}, 1)) == std::vector<int>{45});
    CHECK(reds(resampled(picture, {.left = 0.5, .top = 0, .side = 2}, 1)) == std::vector<int>{30});
}

TEST_CASE("a square made larger is interpolated between pixel centres") {
    CHECK(reds(resampled(greys({0, 100}), {.left = 0, .top = 0, .side = 2}, 4)) ==
          std::vector<int>{0, 25, 75, 100, 0, 25, 75, 100, 0, 25, 75, 100, 0, 25, 75, 100});
    CHECK(reds(resampled(greys({0, 100}), {.left = 0.5, .top = 0, .side = 1}, 2)) == std::vector<int>{25, 75, 25, 75});
}

TEST_CASE("what lies outside of a picture is its edge again and again") {
    const RgbaImage row = greys({10, 30});
    for (const double side : {1.0, 2.0, 50.0}) {
        INFO("side " << side);
        CHECK(reds(resampled(row, {.left = -60, .top = -60, .side = side}, 1)) == std::vector<int>{10});
        CHECK(reds(resampled(row, {.left = 60, .top = 9, .side = side}, 1)) == std::vector<int>{30});
    }
    CHECK(reds(resampled(row, {.left = -1, .top = 0, .side = 2}, 2)) == std::vector<int>{10, 10, 10, 10});
    CHECK(reds(resampled(row, {.left = -1, .top = 0, .side = 4}, 2)) == std::vector<int>{10, 30, 10, 30});
    CHECK(reds(resampled(row, {.left = -1, .top = -3, .side = 4}, 1)) == std::vector<int>{20});
}

TEST_CASE("every weight of a repeated edge counts: a plain picture stays plain wherever the square lies") {
    mllab::core::Random random(12);
    RgbaImage picture(5, 9);
    for (std::size_t i = 0; i < picture.pixels.size(); ++i) picture.pixels[i] = i % 4 == 3 ? 255 : 77;
    for (int round = 0; round < 300; ++round) {
        const Square square{
            .left = 40 * random.uniform() - 20, .top = 40 * random.uniform() - 20, .side = 0.1 + 30 * random.uniform()};
        const int size = 1 + static_cast<int>(random.below(12));
        INFO(square.left << " " << square.top << " " << square.side << " " << size);
        const auto values = reds(resampled(picture, square, size));
        CHECK(std::ranges::all_of(values, [](int v) { return v == 77; }));
    }
}

TEST_CASE("a square of a large picture and of the part around it are the same") {
    mllab::core::Random random(13);
    const RgbaImage picture = opaque_noise(random, 40, 60);
    RgbaImage part(40, 20);
    std::ranges::copy_n(picture.pixels.begin() + 30 * 40 * 4, 20 * 40 * 4, part.pixels.begin());
    for (const int size : {3, 7, 16, 40}) {
        const auto whole = resampled(picture, {.left = 5.25, .top = 35.5, .side = 9.5}, size);
        CHECK(whole.pixels == resampled(part, {.left = 5.25, .top = 5.5, .side = 9.5}, size).pixels);
    }
}

TEST_CASE("what is transparent lies on white paper") {
    const RgbaImage half(1, 1, {0, 0, 0, 51});
    CHECK(resampled(half, central_square(1, 1), 1).pixels == std::vector<std::uint8_t>{204, 204, 204, 255});
    const RgbaImage nothing(2, 2);
    CHECK(resampled(nothing, central_square(2, 2), 1).pixels == std::vector<std::uint8_t>(4, 255));
}

TEST_CASE("a square that cannot be is refused") {
    constexpr double infinite = std::numeric_limits<double>::infinity();
    constexpr double no_number = std::numeric_limits<double>::quiet_NaN();
    const RgbaImage picture(2, 2);
    for (const double bad : {infinite, -infinite, no_number, 1e30}) {
        CHECK_THROWS_AS(resampled(picture, {.left = bad, .top = 0, .side = 1}, 1), std::invalid_argument);
        CHECK_THROWS_AS(resampled(picture, {.left = 0, .top = bad, .side = 1}, 1), std::invalid_argument);
        CHECK_THROWS_AS(resampled(picture, {.left = 0, .top = 0, .side = bad}, 1), std::invalid_argument);
    }
    CHECK_THROWS_AS(resampled(picture, {.left = 0, .top = 0, .side = 0}, 1), std::invalid_argument);
    CHECK_THROWS_AS(resampled(picture, {.left = 0, .top = 0, .side = -1}, 1), std::invalid_argument);
    for (const int size : {0, -1, 4097, std::numeric_limits<int>::max()})
        CHECK_THROWS_AS(resampled(picture, central_square(2, 2), size), std::invalid_argument);
    CHECK_THROWS_AS(resampled(RgbaImage(), {.left = 0, .top = 0, .side = 1}, 1), std::invalid_argument);
    CHECK_THROWS_AS(resampled(RgbaImage(5, 0), {.left = 0, .top = 0, .side = 1}, 1), std::invalid_argument);
}

TEST_CASE("planes are one colour after the other, normalised") {
    const RgbaImage picture(2, 1, {0, 51, 255, 255, 255, 102, 0, 7});
    CHECK(planes(picture, {}) == std::vector<float>{0, 1, 0.2F, 0.4F, 1, 0});
    const auto centred = planes(picture, {.mean = 0.5F, .deviation = 0.5F});
    CHECK(centred.front() == -1);
    CHECK(centred[1] == 1);
    CHECK(planes(RgbaImage(), {}).empty());
}
