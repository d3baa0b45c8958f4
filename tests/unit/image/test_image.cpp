#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "core/random.hpp"
#include "image/image.hpp"

using namespace mllab::image;
using Catch::Matchers::WithinAbs;

namespace {

GrayImage noise(mllab::core::Random& random, int width, int height) {
    GrayImage image(width, height);
    for (float& v : image.pixels) v = static_cast<float>(random.uniform());
    return image;
}

double mean(const GrayImage& image) {
    return std::accumulate(image.pixels.begin(), image.pixels.end(), 0.0) / static_cast<double>(image.pixels.size());
}

RgbaImage plain(int width, int height, const std::vector<std::uint8_t>& colour) {
    RgbaImage image(width, height);
    for (std::size_t i = 0; i < image.pixels.size(); ++i) image.pixels[i] = colour[i % 4];
    return image;
}

constexpr int most = std::numeric_limits<int>::max();
constexpr int least = std::numeric_limits<int>::min();

}  // namespace

TEST_CASE("a picture has as many values as its size says") {
    CHECK(GrayImage(3, 2).pixels == std::vector<float>(6, 0.0F));
    CHECK(RgbaImage(3, 2).pixels.size() == 24);
    CHECK(GrayImage().empty());
    CHECK(GrayImage(0, 5).empty());
    CHECK_THROWS_AS(GrayImage(2, 2, std::vector<float>(3)), std::invalid_argument);
    CHECK_THROWS_AS(RgbaImage(2, 2, std::vector<std::uint8_t>(4)), std::invalid_argument);
    const GrayImage image(2, 2, {1, 2, 3, 4});
    CHECK(image.at(1, 0) == 2);
    CHECK(image.at(0, 1) == 3);
}

TEST_CASE("a picture that cannot be is refused before memory is asked for") {
    CHECK_THROWS_AS(GrayImage(-1, 5), std::invalid_argument);
    CHECK_THROWS_AS(GrayImage(5, least), std::invalid_argument);
    CHECK_THROWS_AS(GrayImage(-3, -3), std::invalid_argument);
    CHECK_THROWS_AS(GrayImage(most, most), std::invalid_argument);
    CHECK_THROWS_AS(GrayImage(1 << 13, (1 << 13) + 1), std::invalid_argument);
    // 65536 x 65536 would wrap around to nothing in 32 bits.
    CHECK_THROWS_AS(RgbaImage(1 << 16, 1 << 16), std::invalid_argument);
    CHECK_THROWS_AS(RgbaImage(-1, -1, std::vector<std::uint8_t>(4)), std::invalid_argument);
}

TEST_CASE("grey is luma over white paper") {
    const auto gray_of = [](const std::vector<std::uint8_t>& colour) {
        return grayscale(plain(1, 1, colour)).pixels[0];
    };
    CHECK_THAT(gray_of({255, 255, 255, 255}), WithinAbs(1, 1e-6));
    CHECK_THAT(gray_of({0, 0, 0, 255}), WithinAbs(0, 1e-6));
    CHECK_THAT(gray_of({255, 0, 0, 255}), WithinAbs(0.299, 1e-6));
    CHECK_THAT(gray_of({0, 255, 0, 255}), WithinAbs(0.587, 1e-6));
    CHECK_THAT(gray_of({0, 0, 255, 255}), WithinAbs(0.114, 1e-6));
    CHECK_THAT(gray_of({0, 0, 0, 0}), WithinAbs(1, 1e-6));
    CHECK_THAT(gray_of({0, 0, 0, 51}), WithinAbs(0.8, 1e-6));
    CHECK(grayscale(RgbaImage()).empty());
}

TEST_CASE("making a picture smaller by area keeps its mean") {
    mllab::core::Random random(1);
    for (int round = 0; round < 50; ++round) {
        const auto size = [&] { return 1 + static_cast<int>(random.below(40)); };
        const GrayImage image = noise(random, size(), size());
        const GrayImage small = resized_by_area(image, size(), size());
        CHECK_THAT(mean(small), WithinAbs(mean(image), 1e-5));
    }
}

TEST_CASE("a whole factor averages whole blocks") {
    const GrayImage image(4, 2, {1, 2, 3, 4, 5, 6, 7, 8});
    CHECK(resized_by_area(image, 2, 1).pixels == std::vector<float>{3.5F, 5.5F});
    CHECK(resized_by_area(image, 1, 1).pixels == std::vector<float>{4.5F});
}

TEST_CASE("a broken factor weighs pixels by the part that is covered") {
    // Three pixels become two: each covers one and a half.
    const auto small = resized_by_area(GrayImage(3, 1, {0, 3, 6}), 2, 1);
    CHECK_THAT(small.pixels[0], WithinAbs(1, 1e-6));
    CHECK_THAT(small.pixels[1], WithinAbs(5, 1e-6));
}

TEST_CASE("both filters leave a picture of the same size alone") {
    mllab::core::Random random(2);
    const GrayImage image = noise(random, 17, 9);
    CHECK(resized_by_area(image, 17, 9).pixels == image.pixels);
    CHECK(resized_bilinear(image, 17, 9).pixels == image.pixels);
}

TEST_CASE("no filter invents values outside of the picture's range") {
    mllab::core::Random random(3);
    for (int round = 0; round < 50; ++round) {
        const auto size = [&] { return 1 + static_cast<int>(random.below(20)); };
        const GrayImage image = noise(random, size(), size());
        const auto [low, high] = std::ranges::minmax(image.pixels);
        for (const GrayImage& other : {resized_by_area(image, size(), size()), resized_bilinear(image, size(), size())})
            for (const float v : other.pixels) CHECK((v >= low - 1e-5F && v <= high + 1e-5F));
    }
}

TEST_CASE("bilinear interpolation follows a ramp between pixel centres and repeats the edge") {
    // Twice as wide: centres at 0.25, 0.75 … of the old pixels.
    const auto wide = resized_bilinear(GrayImage(2, 1, {0, 1}), 4, 1);
    CHECK(wide.pixels == std::vector<float>{0, 0.25F, 0.75F, 1});
    CHECK(resized_bilinear(GrayImage(1, 1, {5}), 3, 3).pixels == std::vector<float>(9, 5.0F));
}

TEST_CASE("resizing to nothing gives nothing, resizing nothing is an error") {
    CHECK(resized_by_area(GrayImage(3, 3), 0, 4).empty());
    CHECK(resized_bilinear(RgbaImage(3, 3), 0, 0).pixels.empty());
    CHECK(resized_by_area(GrayImage(), 0, 0).empty());
    CHECK_THROWS_AS(resized_by_area(GrayImage(), 1, 1), std::invalid_argument);
    CHECK_THROWS_AS(resized_bilinear(GrayImage(0, 3), 1, 1), std::invalid_argument);
    CHECK_THROWS_AS(resized_by_area(RgbaImage(), 1, 1), std::invalid_argument);
    CHECK_THROWS_AS(resized_by_area(GrayImage(1, 1), -1, 1), std::invalid_argument);
    CHECK_THROWS_AS(resized_bilinear(GrayImage(1, 1), most, most), std::invalid_argument);
}

TEST_CASE("colours survive resizing, and a transparent pixel does not bleed") {
    const auto plain_again = resized_by_area(plain(7, 5, {10, 200, 255, 255}), 3, 2);
    CHECK(plain_again.pixels == plain(3, 2, {10, 200, 255, 255}).pixels);
    CHECK(resized_bilinear(plain(3, 2, {10, 200, 255, 128}), 7, 5).pixels == plain(7, 5, {10, 200, 255, 128}).pixels);

    // An opaque red pixel beside a transparent green one: red stays red, at half the alpha.
    const RgbaImage pair(2, 1, {255, 0, 0, 255, 0, 255, 0, 0});
    CHECK(resized_by_area(pair, 1, 1).pixels == std::vector<std::uint8_t>{255, 0, 0, 128});
    CHECK(resized_by_area(plain(4, 4, {9, 9, 9, 0}), 2, 2).pixels == std::vector<std::uint8_t>(16, 0));
}

TEST_CASE("a crop may reach outside of the picture, however far") {
    const GrayImage image(2, 2, {1, 2, 3, 4});
    CHECK(cropped(image, 1, 0, 1, 2).pixels == std::vector<float>{2, 4});
    CHECK(cropped(image, -1, -1, 2, 2, 9).pixels == std::vector<float>{9, 9, 9, 1});
    CHECK(cropped(image, most, most, 2, 1, 7).pixels == std::vector<float>{7, 7});
    CHECK(cropped(image, least, least, 1, 2, 7).pixels == std::vector<float>{7, 7});
    CHECK(cropped(image, 0, 0, 0, 0).empty());
    CHECK_THROWS_AS(cropped(image, 0, 0, -1, 1), std::invalid_argument);
}

TEST_CASE("a sample at a pixel's centre is the pixel, between two it is their mean") {
    const GrayImage image(2, 2, {1, 2, 3, 4});
    CHECK(sampled(image, 0.5F, 0.5F) == 1);
    CHECK(sampled(image, 1.5F, 1.5F) == 4);
    CHECK(sampled(image, 1.0F, 0.5F) == 1.5F);
    CHECK(sampled(image, 1.0F, 1.0F) == 2.5F);
    // Half a pixel out, the picture has faded to the fill value.
    CHECK(sampled(image, 0.0F, 0.5F, 0) == 0.5F);
    CHECK(sampled(image, -0.5F, 0.5F, 7) == 7);
    CHECK(sampled(image, 2.5F, 0.5F, 7) == 7);
}

TEST_CASE("a sample at an impossible place is the fill value") {
    const GrayImage image(2, 2, {1, 2, 3, 4});
    constexpr float infinite = std::numeric_limits<float>::infinity();
    constexpr float no_number = std::numeric_limits<float>::quiet_NaN();
    for (const float bad : {1e30F, -1e30F, infinite, -infinite, no_number}) {
        CHECK(sampled(image, bad, 1, 7) == 7);
        CHECK(sampled(image, 1, bad, 7) == 7);
    }
    CHECK(sampled(GrayImage(), 0, 0, 7) == 7);
}
