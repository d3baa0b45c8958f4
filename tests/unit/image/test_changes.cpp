// Pictures changed by program.
#include <catch_amalgamated.hpp>

#include <array>
#include <set>

#include "image/changes.hpp"

using namespace mllab::image;

namespace {

// 8 x 8 pixels, each of another grey.
RgbaImage counted() {
    RgbaImage picture(8, 8);
    for (std::size_t i = 0; i < 64; ++i)
        for (std::size_t c = 0; c < 4; ++c)
            picture.pixels[4 * i + c] = c == 3 ? std::uint8_t{255} : static_cast<std::uint8_t>(i);
    return picture;
}

int at(const RgbaImage& picture, int x, int y) {
    return picture.pixels[4 * static_cast<std::size_t>(y * picture.width + x)];
}

}  // namespace

TEST_CASE("A picture is turned, or a part of it is kept") {
    const RgbaImage picture = counted();
    CHECK(changed(picture, Change::none).pixels == picture.pixels);
    CHECK(at(changed(picture, Change::upside_down), 0, 0) == 63);
    CHECK(at(changed(picture, Change::upside_down), 7, 7) == 0);
    CHECK(at(changed(picture, Change::quarter_turn), 7, 0) == 0);
    CHECK(at(changed(picture, Change::quarter_turn), 0, 0) == 56);
    const RgbaImage part = changed(picture, Change::none, {.left = 0.5, .top = 0.25, .width = 0.5, .height = 0.25});
    CHECK(part.width == 4);
    CHECK(part.height == 2);
    CHECK(at(part, 0, 0) == 20);
    CHECK(at(changed(picture, Change::upside_down, {.left = 0.5, .width = 0.5}), 0, 0) == 63);
    CHECK_THROWS_AS(changed(picture, Change::none, {.left = 2}), std::invalid_argument);
}

TEST_CASE("Colours are taken away, swapped or darkened, and nothing becomes transparent") {
    RgbaImage picture(1, 1, {200, 100, 40, 255});
    CHECK(changed(picture, Change::blue).pixels == std::vector<std::uint8_t>{40, 100, 200, 255});
    CHECK(changed(picture, Change::dark).pixels == std::vector<std::uint8_t>{25, 12, 5, 255});
    CHECK(changed(picture, Change::grey).pixels == std::vector<std::uint8_t>{123, 123, 123, 255});
}

TEST_CASE("Outlines are dark where the brightness changes, and nowhere else") {
    RgbaImage picture(6, 3);
    for (int y = 0; y < 3; ++y)
        for (int x = 0; x < 6; ++x)
            for (int c = 0; c < 4; ++c)
                picture.pixels[static_cast<std::size_t>(4 * (6 * y + x) + c)] = c == 3 || x >= 3 ? 255 : 0;
    const RgbaImage lines = changed(picture, Change::outlines);
    CHECK(at(lines, 0, 1) == 255);
    CHECK(at(lines, 2, 1) == 0);
    CHECK(at(lines, 3, 1) == 0);
    CHECK(at(lines, 5, 1) == 255);
}

TEST_CASE("Tiles change places, and each is there once") {
    const RgbaImage tiles = changed(counted(), Change::shuffled);
    REQUIRE(tiles.width == 8);
    std::set<int> greys;
    for (int y = 0; y < 8; ++y)
        for (int x = 0; x < 8; ++x) greys.insert(at(tiles, x, y));
    CHECK(greys.size() == 64);
    CHECK(at(tiles, 0, 0) == 6);  // the last tile of the first row
    CHECK(at(tiles, 1, 1) == 15);
}
