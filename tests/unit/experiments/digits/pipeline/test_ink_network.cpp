// What the network that marks ink is shown, and where on the picture its answer lies.
#include <catch_amalgamated.hpp>
#include <cmath>
#include <limits>

#include "experiments/digits/pipeline/ink_network.hpp"

using namespace mllab;

namespace {

image::GrayImage slope(int width, int height) {
    image::GrayImage picture(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) picture.at(x, y) = (static_cast<float>(x) + 0.5F) / static_cast<float>(width);
    return picture;
}

}  // namespace

TEST_CASE("a picture is shown to the ink network upright and whole, its sides filled up to whole steps") {
    const auto input = digits::ink_input(slope(1000, 610), {0, 0, 1000, 610}, {});
    CHECK(input.width == 256);
    CHECK(input.height == 156);
    CHECK(input.pixels.width == 256);
    CHECK(input.pixels.height == 160);
    CHECK(input.pixels.at(64, 20) == Catch::Approx(64.5F / 256).margin(0.002));
    // What is filled up repeats the edge.
    for (int x = 0; x < 256; ++x) CHECK(input.pixels.at(x, 159) == input.pixels.at(x, 155));
}

TEST_CASE("a small picture is enlarged at most twice, and no picture breaks the ink network's sides") {
    const auto small = digits::ink_input(slope(28, 28), {0, 0, 28, 28}, {});
    CHECK(small.width == 56);
    CHECK(small.pixels.width == 64);
    for (const auto& [w, h] : {std::pair{1, 1}, {1, 900}, {1024, 3}, {17, 333}}) {
        CAPTURE(w, h);
        const auto input = digits::ink_input(slope(w, h), {0, 0, w, h}, {});
        CHECK(input.pixels.width % 16 == 0);
        CHECK(input.pixels.height % 16 == 0);
        CHECK(std::max(input.width, input.height) <= 256);
    }
}

TEST_CASE("a part of a picture is shown larger, and lies where it was") {
    const auto input = digits::ink_input(slope(1000, 1000), {500, 250, 250, 125}, {});
    CHECK(input.width == 256);
    CHECK(input.height == 128);
    CHECK(input.pixels.at(0, 0) == Catch::Approx(0.5F).margin(0.01));
    const auto map = digits::ink_map(input.pixels.pixels, input);
    CHECK(map.part.left == 500);
    CHECK(map.scale() == Catch::Approx(256.0F / 250));
    CHECK_THROWS_AS(digits::ink_input(slope(10, 10), {20, 0, 5, 5}, {}), std::invalid_argument);
}

TEST_CASE("of the ink network's answer what was filled up is cut off, and what is no number is no ink") {
    const auto input = digits::ink_input(slope(100, 50), {0, 0, 100, 50}, {});
    std::vector<float> answer(input.pixels.pixels.size(), 0.75F);
    answer[0] = std::numeric_limits<float>::quiet_NaN();
    answer[1] = 17;
    const auto map = digits::ink_map(answer, input);
    CHECK(map.ink.width == input.width);
    CHECK(map.ink.height == input.height);
    CHECK(map.ink.at(0, 0) == 0);
    CHECK(map.ink.at(1, 0) == 1);
    CHECK(map.ink.at(5, 5) == 0.75F);
    answer.pop_back();
    CHECK_THROWS_AS(digits::ink_map(answer, input), std::invalid_argument);
}
