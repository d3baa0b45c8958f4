#include <catch_amalgamated.hpp>
#include <cstdint>
#include <stdexcept>

#include "core/random.hpp"
#include "detectors.hpp"
#include "experiments/object_detection/pipeline/pipeline.hpp"
#include "geometry/letterbox.hpp"

using namespace mllab;
using object_detection::encode;
using object_detection::Parameters;

namespace {

image::RgbaImage plain(int width, int height, std::uint8_t red, std::uint8_t green, std::uint8_t blue) {
    image::RgbaImage picture(width, height);
    for (std::size_t i = 0; i < picture.pixels.size(); i += 4) {
        picture.pixels[i] = red;
        picture.pixels[i + 1] = green;
        picture.pixels[i + 2] = blue;
        picture.pixels[i + 3] = 255;
    }
    return picture;
}

const std::uint8_t* pixel(const image::RgbaImage& picture, int x, int y) {
    return &picture.pixels[static_cast<std::size_t>(y * picture.width + x) * 4];
}

}  // namespace

TEST_CASE("a detector sees the whole picture with bars, red before green before blue") {
    auto parameters = Parameters::from(testing::centre_card());
    parameters.padding = 0.4F;
    const auto encoded = encode(plain(128, 64, 200, 100, 50), parameters, 32);
    REQUIRE(encoded.seen.width == 32);
    REQUIRE(encoded.seen.height == 32);
    REQUIRE(encoded.planes.size() == std::size_t{3} * 32 * 32);
    for (int y = 0; y < 32; ++y)
        for (int x = 0; x < 32; ++x) {
            CAPTURE(x, y);
            const bool inside = y >= 8 && y < 24;
            const std::uint8_t* const p = pixel(encoded.seen, x, y);
            CHECK(p[0] == (inside ? 200 : 102));
            CHECK(p[3] == 255);
            const auto at = static_cast<std::size_t>(y * 32 + x);
            // The network of this card wants bytes.
            CHECK(encoded.planes[at] == Catch::Approx(inside ? 200 : 102));
            CHECK(encoded.planes[2 * 32 * 32 + at] == Catch::Approx(inside ? 50 : 102));
        }
}

TEST_CASE("a detector that wants the picture stretched sees no bars") {
    const auto encoded = encode(plain(128, 16, 200, 100, 50), Parameters::from(testing::anchor_card()), 32);
    for (std::size_t i = 0; i < encoded.seen.pixels.size(); i += 4) {
        CHECK(encoded.seen.pixels[i] == 200);
        CHECK(encoded.seen.pixels[i + 3] == 255);
    }
    CHECK(encoded.planes.front() == Catch::Approx((200 / 255.0 - 0.5) / 0.5));
}

TEST_CASE("what is transparent lies on white paper, letterboxed or stretched") {
    const image::RgbaImage clear(16, 16);
    for (const auto& card : {testing::centre_card(), testing::anchor_card()}) {
        const auto encoded = encode(clear, Parameters::from(card), 32);
        CHECK(pixel(encoded.seen, 16, 16)[1] == 255);
        CHECK(pixel(encoded.seen, 16, 16)[3] == 255);
    }
    auto half = plain(16, 16, 0, 0, 0);
    for (std::size_t i = 3; i < half.pixels.size(); i += 4) half.pixels[i] = 51;
    CHECK(pixel(encode(half, Parameters::from(testing::anchor_card()), 32).seen, 5, 5)[0] == 204);
}

TEST_CASE("pictures of one pixel, of one line and of none") {
    for (const auto& card : {testing::centre_card(), testing::anchor_card()}) {
        const auto parameters = Parameters::from(card);
        CHECK(pixel(encode(plain(1, 1, 9, 8, 7), parameters, 32).seen, 31, 31)[0] == 9);
        // Something of a line is always seen, however thin.
        const auto line = encode(plain(1, 4000, 90, 80, 70), parameters, 32);
        CHECK(pixel(line.seen, 16, 16)[0] == 90);
        const auto flat = encode(plain(4000, 1, 90, 80, 70), parameters, 32);
        CHECK(pixel(flat.seen, 16, 16)[0] == 90);
        CHECK_THROWS_AS(encode(image::RgbaImage(), parameters, 32), std::invalid_argument);
        CHECK_THROWS_AS(encode(image::RgbaImage(0, 7), parameters, 32), std::invalid_argument);
        CHECK_THROWS_AS(encode(plain(4, 4, 1, 2, 3), parameters, 0), std::invalid_argument);
        CHECK_THROWS_AS(encode(plain(4, 4, 1, 2, 3), parameters, 5000), std::invalid_argument);
    }
}

TEST_CASE("a white rectangle lies where the letterbox says, whatever the picture's shape and the input's side") {
    core::Random random(12);
    auto parameters = Parameters::from(testing::centre_card());
    for (int round = 0; round < 60; ++round) {
        const int width = 8 + static_cast<int>(random.below(200));
        const int height = 8 + static_cast<int>(random.below(200));
        const int side = 32 + static_cast<int>(random.below(96));
        auto picture = plain(width, height, 0, 0, 0);
        const int left = static_cast<int>(random.below(static_cast<std::size_t>(width) / 2));
        const int top = static_cast<int>(random.below(static_cast<std::size_t>(height) / 2));
        const int right = left + 1 + static_cast<int>(random.below(static_cast<std::size_t>(width - left)));
        const int bottom = top + 1 + static_cast<int>(random.below(static_cast<std::size_t>(height - top)));
        for (int y = top; y < bottom; ++y)
            for (int x = left; x < right; ++x)
                for (int c = 0; c < 3; ++c) picture.pixels[static_cast<std::size_t>((y * width + x) * 4 + c)] = 255;
        CAPTURE(width, height, side, left, top, right, bottom);
        const auto encoded = encode(picture, parameters, side);
        // Its weight and its centre of mass, in pixels of the input. Bars are black.
        double mass = 0;
        double across = 0;
        double down = 0;
        for (int y = 0; y < side; ++y)
            for (int x = 0; x < side; ++x) {
                const double white = pixel(encoded.seen, x, y)[0] / 255.0;
                mass += white;
                across += white * (x + 0.5);
                down += white * (y + 0.5);
            }
        const geometry::Box box =
            geometry::Letterbox(width, height)
                .to_square({static_cast<double>(left) / width, static_cast<double>(top) / height,
                            static_cast<double>(right - left) / width, static_cast<double>(bottom - top) / height});
        const double area = box.w * box.h * side * side;
        if (area < 30) continue;
        CHECK(across / mass == Catch::Approx((box.x + box.w / 2) * side).margin(0.6));
        CHECK(down / mass == Catch::Approx((box.y + box.h / 2) * side).margin(0.6));
    }
}
