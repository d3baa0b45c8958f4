#include <catch_amalgamated.hpp>
#include <cmath>
#include <numeric>

#include "core/random.hpp"
#include "experiments/digits/pipeline/paper.hpp"
#include "shapes.hpp"

using namespace mllab;

namespace {

image::GrayImage bar(int size, int left, int right) {
    image::GrayImage image(size, size);
    for (int y = 0; y < size; ++y)
        for (int x = left; x < right; ++x) image.at(x, y) = 1;
    return image;
}

}  // namespace

TEST_CASE("a line's width is measured to a quarter, also with soft edges and slanted") {
    for (const float pen : {2.0F, 4.0F, 9.0F}) {
        const auto image = ink::rasterised(ink::Strokes{testing::line(30, 20, 90, 110)}, pen, 128, 128);
        INFO("pen " << pen);
        CHECK(static_cast<double>(digits::line_width(image)) == Catch::Approx(pen).epsilon(0.25));
    }
    CHECK(digits::line_width(image::GrayImage(10, 10)) == 0);
}

TEST_CASE("ink grows by the radius on both sides") {
    const auto grown = digits::grown(bar(40, 18, 20), 3);
    double width = 0;
    for (int x = 0; x < 40; ++x) width += static_cast<double>(grown.at(x, 20));
    CHECK(width == Catch::Approx(8).margin(0.6));
    CHECK(digits::grown(bar(40, 18, 20), 0).pixels == bar(40, 18, 20).pixels);
    CHECK(digits::grown(image::GrayImage(), 3).empty());
    const auto nothing = digits::grown(image::GrayImage(9, 9), 3);
    CHECK(std::accumulate(nothing.pixels.begin(), nothing.pixels.end(), 0.0F) == 0);
}

TEST_CASE("pieces are found, largest first, touching by corners counts") {
    image::GrayImage image(20, 10);
    for (const auto& [x, y] : {std::pair{2, 2}, {3, 3}, {4, 4}}) image.at(x, y) = 1;
    image.at(12, 5) = 1;
    image.at(19, 9) = 1;
    std::vector<int> label;
    const auto pieces = digits::pieces_of(image, 0.5F, label);
    REQUIRE(pieces.size() == 3);
    CHECK(pieces[0].pixels == 3);
    CHECK(pieces[0].left == 2);
    CHECK(pieces[0].bottom == 4);
    CHECK_FALSE(pieces[0].touches_border);
    CHECK(pieces[2].touches_border);
    CHECK(label[static_cast<std::size_t>(2 * 20 + 2)] == 0);
    CHECK(label[static_cast<std::size_t>(5 * 20 + 12)] == 1);
    CHECK(label[0] == -1);
}

TEST_CASE("an even sheet shows no ink, black, grey or white, and noise is no ink") {
    for (const float paper : {0.0F, 0.4F, 1.0F}) {
        image::GrayImage sheet(64, 64);
        core::Random random(5);
        for (float& v : sheet.pixels) v = paper + static_cast<float>(random.normal(0, 0.01));
        const auto ink = digits::ink_of(sheet);
        CHECK(std::accumulate(ink.pixels.begin(), ink.pixels.end(), 0.0F) == 0);
    }
}

TEST_CASE("numbers that are none do not spread") {
    image::GrayImage sheet(16, 16);
    for (float& v : sheet.pixels) v = std::nanf("");
    const auto ink = digits::ink_of(sheet);
    for (const float v : ink.pixels) CHECK(v == 0);
    CHECK(digits::ink_of(image::GrayImage()).empty());
    CHECK(digits::ink_of(image::GrayImage(1, 1)).pixels.size() == 1);
}
