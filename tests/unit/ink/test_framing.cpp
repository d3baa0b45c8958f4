#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>
#include <vector>

#include "core/random.hpp"
#include "ink.hpp"
#include "ink/strokes.hpp"

using namespace mllab;
using namespace mllab::ink;
using namespace mllab::testing;
using Catch::Matchers::WithinAbs;

namespace {

constexpr InkFrame frame{.size_px = 28, .ink_box_px = 20, .pen_width_px = 2};
constexpr float infinite = std::numeric_limits<float>::infinity();
constexpr float no_number = std::numeric_limits<float>::quiet_NaN();

bool all_between_0_and_1(const image::GrayImage& image) {
    return std::ranges::all_of(image.pixels, [](float v) { return v >= 0 && v <= 1; });
}

void check_centred(const image::GrayImage& image, double tolerance) {
    const auto [x, y] = centre_of_mass(image);
    CHECK_THAT(x, WithinAbs(image.width / 2.0, tolerance));
    CHECK_THAT(y, WithinAbs(image.height / 2.0, tolerance));
}

// Some ink on black, drawn larger and elsewhere than it will be framed.
image::GrayImage picture_of(const Strokes& strokes, int size, float pen) {
    const Box box = bounding_box(strokes);
    const float scale = (static_cast<float>(size) - 2 * pen - 8) / box.longer_side();
    const float margin = pen + 4;
    return rasterised(
        transformed(strokes, {.a = scale, .d = scale, .tx = margin - scale * box.left, .ty = margin - scale * box.top}),
        pen, size, size);
}

}  // namespace

TEST_CASE("a framed drawing does not depend on where and how large it was drawn") {
    core::Random random(1);
    for (int round = 0; round < 100; ++round) {
        const Strokes strokes = drawing(random);
        const image::GrayImage wanted = framed(strokes, frame);
        const auto scale = static_cast<float>(std::exp(random.uniform(-4, 4)));
        const auto moved = transformed(strokes, {.a = scale,
                                                 .d = scale,
                                                 .tx = static_cast<float>(random.uniform(-1'000, 1'000)) * scale,
                                                 .ty = static_cast<float>(random.uniform(-1'000, 1'000)) * scale});
        CAPTURE(round, scale);
        CHECK(largest_difference(framed(moved, frame), wanted) < 0.01);
    }
}

TEST_CASE("the centre of mass of a framed drawing is the centre of the frame") {
    core::Random random(2);
    double sum = 0;
    constexpr int rounds = 500;
    for (int round = 0; round < rounds; ++round) {
        const image::GrayImage image = framed(drawing(random), frame);
        CAPTURE(round);
        // A line sampled at pixel centres weighs a little more or less than it should: that much remains.
        check_centred(image, 0.15);
        const auto [x, y] = centre_of_mass(image);
        sum += std::abs(x - 14) + std::abs(y - 14);
    }
    CHECK(sum / (2 * rounds) < 0.025);
}

TEST_CASE("the longer side of the inked box is what the frame asks for") {
    core::Random random(3);
    for (int round = 0; round < 100; ++round) {
        // A frame with room, so that centring cannot push ink out.
        const InkFrame roomy{.size_px = 64, .ink_box_px = 20, .pen_width_px = 2};
        const auto [width, height] = ink_size(framed(drawing(random), roomy));
        CAPTURE(round, width, height);
        CHECK_THAT(std::max(width, height), WithinAbs(20, 0.6));
    }
}

TEST_CASE("the pen is as wide as the frame asks for, however large the drawing was") {
    for (const float size : {0.01F, 1.0F, 300.0F, 1e6F}) {
        for (const float pen : {1.0F, 2.0F, 3.5F}) {
            const InkFrame with_pen{.size_px = 28, .ink_box_px = 20, .pen_width_px = pen};
            const image::GrayImage image = framed(Strokes{{{0, 0, 0}, {0, size, 0}}}, with_pen);
            double across = 0;
            for (int x = 0; x < 28; ++x) across += static_cast<double>(image.at(x, 14));
            CHECK_THAT(across, WithinAbs(pen, 0.01));
            // A round end of a pen no wider than a pixel reaches half coverage only if it meets a pixel's centre.
            CHECK_THAT(ink_size(image).second, WithinAbs(20, pen < 2 ? 1.05 : 0.3));
        }
    }
}

TEST_CASE("an uneven drawing is shifted towards its lighter side") {
    // An L: its mass is at the lower left of its box, so the box moves up and to the right.
    const image::GrayImage image = framed(Strokes{{{0, 0, 0}, {0, 100, 0}, {100, 100, 0}}}, frame);
    CHECK(art(image) ==
          "........7#3.................\n"
          "........7#3.................\n"
          "........7#3.................\n"
          "........7#3.................\n"
          "........7#3.................\n"
          "........7#3.................\n"
          "........7#3.................\n"
          "........7#3.................\n"
          "........7#3.................\n"
          "........7#3.................\n"
          "........7#3.................\n"
          "........7#3.................\n"
          "........7#3.................\n"
          "........7#3.................\n"
          "........7#3.................\n"
          "........7#3.................\n"
          "........7#3.................\n"
          "........7#333333333333333333\n"
          "........7###################\n"
          "........47777777777777777777\n"
          "............................\n"
          "............................\n"
          "............................\n"
          "............................\n"
          "............................\n"
          "............................\n"
          "............................\n"
          "............................\n");
    check_centred(image, 0.05);
}

TEST_CASE("ink stays inside the frame where centring allows it") {
    // Symmetric drawings are not shifted at all: even a box as large as the frame fits.
    const Strokes cross{{{0, 0, 0}, {10, 10, 0}}, {{0, 10, 0}, {10, 0, 0}}};
    const InkFrame full{.size_px = 28, .ink_box_px = 28, .pen_width_px = 2};
    const image::GrayImage image = framed(cross, full);
    const image::GrayImage larger = framed(cross, {.size_px = 64, .ink_box_px = 28, .pen_width_px = 2});
    CHECK_THAT(total_ink(image), WithinAbs(total_ink(larger), 1));
}

TEST_CASE("a dot is drawn as a dot in the middle") {
    const image::GrayImage wanted = rasterised(Strokes{{{14, 14, 0}}}, 2, 28, 28);
    CHECK(total_ink(wanted) > 3);
    CHECK(largest_difference(framed(Strokes{{{123, 45, 0}}}, frame), wanted) < 1e-6);
    CHECK(largest_difference(framed(Strokes{{{0, 0, 0}}}, frame), wanted) < 1e-6);
    CHECK(largest_difference(framed(Strokes{Stroke(5'000, Point{3, 4, 0})}, frame), wanted) < 1e-6);
    CHECK(largest_difference(framed(Strokes{Stroke(3, Point{-1e30F, 1e30F, 0})}, frame), wanted) < 1e-6);
    // A trembling hand at the limit of the coordinates' precision is a dot as well.
    const float next = std::nextafter(300.0F, 400.0F);
    CHECK(largest_difference(framed(Strokes{{{300, 300, 0}, {next, 300, 0}}}, frame), wanted) < 1e-6);
}

TEST_CASE("a pen as wide as the box leaves a dot") {
    const image::GrayImage image =
        framed(Strokes{{{0, 0, 0}, {50, 50, 0}}}, {.size_px = 28, .ink_box_px = 4, .pen_width_px = 6});
    CHECK(largest_difference(image, rasterised(Strokes{{{14, 14, 0}}}, 6, 28, 28)) < 1e-6);
}

TEST_CASE("two dots are drawn apart") {
    const auto image = framed(Strokes{{{10, 10, 0}}, {{20, 10, 0}}}, frame);
    CHECK_THAT(total_ink(image), WithinAbs(2 * total_ink(framed(Strokes{{{0, 0, 0}}}, frame)), 0.3));
    CHECK(image.at(14, 14) == 0);
    CHECK(image.at(5, 13) > 0.5F);
    CHECK(image.at(22, 14) > 0.5F);
}

TEST_CASE("an empty drawing is an empty picture") {
    for (const Strokes& strokes : {Strokes{}, Strokes{{}}, Strokes{{}, {}}}) {
        const image::GrayImage image = framed(strokes, frame);
        CHECK(image.width == 28);
        CHECK(image.height == 28);
        CHECK(total_ink(image) == 0);
    }
}

TEST_CASE("a drawing from one end of the world to the other is still framed") {
    constexpr float most = std::numeric_limits<float>::max();
    for (const float far : {1e10F, 1e30F, most}) {
        const image::GrayImage image = framed(Strokes{{{-far, -far, 0}, {far, far, 0}}}, frame);
        CHECK(largest_difference(image, framed(Strokes{{{0, 0, 0}, {1, 1, 0}}}, frame)) < 1e-4);
    }
    const float tiny = std::numeric_limits<float>::denorm_min();
    CHECK(all_between_0_and_1(framed(Strokes{{{0, 0, 0}, {tiny, 0, 0}, {0, 3 * tiny, 0}}}, frame)));
}

TEST_CASE("a drawing with broken points gives a picture of numbers") {
    for (const float bad : {no_number, infinite, -infinite}) {
        const Strokes strokes{{{0, 0, 0}, {bad, 5, 0}, {10, 10, 0}}, {{bad, bad, 0}}};
        CHECK(all_between_0_and_1(framed(strokes, frame)));
        CHECK(total_ink(framed(without_broken_points(strokes), frame)) > 10);
    }
}

TEST_CASE("a frame that cannot be is refused, for drawings and pictures") {
    const Strokes strokes{{{0, 0, 0}, {1, 1, 0}}};
    const image::GrayImage picture(3, 3, std::vector<float>(9, 1.0F));
    const std::vector<InkFrame> bad{{0, 20, 2},   {-28, 20, 2},        {100'000, 20, 2},   {28, 0, 2},
                                    {28, -5, 2},  {28, 29, 2},         {28, no_number, 2}, {28, infinite, 2},
                                    {28, 20, -1}, {28, 20, no_number}, {28, 20, infinite}};
    for (const InkFrame& f : bad) {
        CAPTURE(f.size_px, f.ink_box_px, f.pen_width_px);
        CHECK_THROWS_AS(framed(strokes, f), std::invalid_argument);
        CHECK_THROWS_AS(framed(picture, f), std::invalid_argument);
    }
}

TEST_CASE("a framed picture has its centre of mass in the middle, smaller or larger") {
    core::Random random(4);
    for (int round = 0; round < 100; ++round) {
        // From tiny (scaled up) to large (scaled down).
        const int size = 24 + static_cast<int>(random.below(200));
        const image::GrayImage picture = picture_of(drawing(random), size, static_cast<float>(random.uniform(1.5, 5)));
        const image::GrayImage image = framed(picture, frame);
        CAPTURE(round, size);
        CHECK(all_between_0_and_1(image));
        check_centred(image, 0.15);
    }
}

TEST_CASE("a framed picture looks like the framed drawing that it shows") {
    core::Random random(5);
    for (int round = 0; round < 30; ++round) {
        const Strokes strokes = drawing(random);
        // Ten times as large as the frame, so that the pen has the frame's width when scaled down.
        const image::GrayImage wanted = framed(strokes, frame);
        const image::GrayImage picture = framed(strokes, {.size_px = 280, .ink_box_px = 200, .pen_width_px = 20});
        const image::GrayImage image = framed(picture, frame);
        double difference = 0;
        for (std::size_t i = 0; i < image.pixels.size(); ++i)
            difference += std::abs(static_cast<double>(image.pixels[i]) - wanted.pixels[i]);
        CAPTURE(round);
        CHECK(difference / total_ink(wanted) < 0.12);
        CHECK_THAT(total_ink(image) / total_ink(wanted), WithinAbs(1, 0.03));
    }
}

TEST_CASE("framing a framed picture again changes little") {
    core::Random random(6);
    for (int round = 0; round < 30; ++round) {
        const image::GrayImage once = framed(drawing(random), {.size_px = 40, .ink_box_px = 20, .pen_width_px = 2});
        const image::GrayImage twice = framed(once, {.size_px = 40, .ink_box_px = 20, .pen_width_px = 2}, 0.5F);
        CAPTURE(round);
        CHECK_THAT(total_ink(twice) / total_ink(once), WithinAbs(1, 0.15));
        check_centred(twice, 0.15);
    }
}

TEST_CASE("a solid block fills the box that the frame asks for") {
    for (const auto& [width, height] : {std::pair{40, 20}, std::pair{5, 10}, std::pair{6, 6}, std::pair{20, 20}}) {
        image::GrayImage picture(90, 70);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) picture.at(31 + x, 17 + y) = 1;
        const image::GrayImage image = framed(picture, frame);
        const double scale = 20.0 / std::max(width, height);
        CAPTURE(width, height);
        CHECK_THAT(total_ink(image), WithinAbs(width * scale * height * scale, 0.05));
        CHECK_THAT(ink_size(image).first, WithinAbs(width * scale, 0.05));
        check_centred(image, 1e-4);
    }
}

TEST_CASE("what is not above the threshold is not ink") {
    image::GrayImage picture(10, 10);
    picture.at(0, 0) = 0.1F;  // a speck of noise, exactly at the threshold
    for (int x = 3; x < 8; ++x) picture.at(x, 5) = picture.at(x, 6) = picture.at(x, 7) = 1;
    const image::GrayImage image = framed(picture, frame);
    CHECK_THAT(ink_size(image).first, WithinAbs(20, 0.05));
    CHECK_THAT(ink_size(image).second, WithinAbs(12, 0.05));
    check_centred(image, 1e-4);
    CHECK(total_ink(framed(picture, frame, 1.0F)) == 0);
    CHECK(total_ink(framed(picture, frame, no_number)) == 0);
    CHECK(total_ink(framed(image::GrayImage(10, 10), frame)) == 0);
    CHECK(total_ink(framed(image::GrayImage(), frame)) == 0);
    CHECK(total_ink(framed(image::GrayImage(10, 10), frame, -1.0F)) == 0);
}

TEST_CASE("values that are no ink at all do no harm") {
    image::GrayImage picture(4, 4);
    picture.pixels = {0, 0, 0, 0, 0, 1, no_number, 0, 0, -5, 1, 0, 0, 0, infinite, 1e30F};
    const image::GrayImage image = framed(picture, frame);
    CHECK(all_between_0_and_1(image));
    CHECK(total_ink(image) > 1);
    check_centred(image, 0.1);
}
