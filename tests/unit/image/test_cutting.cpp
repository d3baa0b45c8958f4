#include <catch_amalgamated.hpp>

#include "image/cutting.hpp"

using namespace mllab::image;

namespace {

// Every pixel is told by its red and green: where it was.
RgbaImage numbered(int width, int height) {
    RgbaImage picture(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const std::size_t at =
                4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x));
            picture.pixels[at] = static_cast<std::uint8_t>(x);
            picture.pixels[at + 1] = static_cast<std::uint8_t>(y);
            picture.pixels[at + 3] = 255;
        }
    return picture;
}

std::pair<int, int> origin(const RgbaImage& picture, int x, int y) {
    const std::size_t at =
        4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) + static_cast<std::size_t>(x));
    return {picture.pixels[at], picture.pixels[at + 1]};
}

}  // namespace

TEST_CASE("a part of a picture is cut out of it, and what lies outside is not asked for") {
    const RgbaImage part = cut(numbered(20, 10), {.left = 3, .top = 4, .width = 5, .height = 2});
    CHECK(part.width == 5);
    CHECK(part.height == 2);
    CHECK(origin(part, 0, 0) == std::pair{3, 4});
    CHECK(origin(part, 4, 1) == std::pair{7, 5});
    CHECK(within({.left = -5, .top = 8, .width = 10, .height = 100}, 20, 10) == Part{0, 8, 5, 2});
    CHECK(within({.left = 50, .top = 0, .width = 10, .height = 10}, 20, 10).width == 0);
    CHECK(within({.left = 2'000'000'000, .top = 0, .width = 2'000'000'000, .height = 3}, 20, 10).width == 0);
    CHECK_THROWS_AS(cut(numbered(4, 4), {.left = 4, .top = 0, .width = 2, .height = 2}), std::invalid_argument);
    GrayImage grey(2, 2, {1, 2, 3, 4});
    CHECK(cut(grey, {.left = 1, .top = 0, .width = 1, .height = 2}).pixels == std::vector<float>{2, 4});
}

TEST_CASE("a picture turned to the right has its left edge on top, and turned back it is what it was") {
    const RgbaImage picture = numbered(7, 3);
    const RgbaImage right = turned(picture, Quarter::right);
    CHECK(right.width == 3);
    CHECK(right.height == 7);
    CHECK(origin(right, 0, 0) == std::pair{0, 2});
    CHECK(origin(right, 2, 0) == std::pair{0, 0});
    CHECK(origin(right, 0, 6) == std::pair{6, 2});
    CHECK(turned(right, Quarter::left).pixels == picture.pixels);
    CHECK(origin(turned(picture, Quarter::left), 0, 0) == std::pair{6, 0});
}
