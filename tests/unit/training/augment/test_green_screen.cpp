#include <catch_amalgamated.hpp>

#include "training/augment/photo/green_screen.hpp"
#include "training/augment/photos.hpp"

using namespace mllab::testing;
using mllab::augment::HandParts;
using mllab::augment::keyed;
using mllab::augment::parts_of;
using mllab::image::RgbaImage;

namespace {

constexpr Pixel green{40, 140, 60, 255};
constexpr Pixel skin{190, 140, 110, 255};

// A fist of 20 x 20 with a forearm of 10 rows that comes from the right.
RgbaImage fist() {
    RgbaImage picture = plain(60, 40, green);
    for (int y = 10; y < 30; ++y)
        for (int x = 15; x < 35; ++x) put(picture, x, y, skin);
    for (int y = 15; y < 25; ++y)
        for (int x = 35; x < 60; ++x) put(picture, x, y, skin);
    return picture;
}

}  // namespace

TEST_CASE("green goes, in bright and in dim light; skin, cloth and metal stay") {
    for (const Pixel& background : {green, Pixel{20, 60, 25, 255}, Pixel{90, 220, 110, 255}, Pixel{60, 100, 10, 255}}) {
        RgbaImage picture = plain(9, 9, background);
        for (const auto& [x, colour] : {std::pair{2, skin},
                                        {3, Pixel{250, 225, 200, 255}},
                                        {4, Pixel{60, 40, 30, 255}},
                                        {5, Pixel{12, 14, 12, 255}},
                                        {6, Pixel{200, 200, 205, 255}}})
            for (int y = 2; y < 7; ++y) put(picture, x, y, colour);
        const RgbaImage matte = keyed(picture);
        for (int x = 2; x < 7; ++x) CHECK(at(matte, x, 4)[3] == 255);
        CHECK(at(matte, 0, 0) == Pixel{0, 0, 0, 0});
        CHECK(at(matte, 8, 4)[3] == 0);
    }
}

TEST_CASE("a pixel between hand and green is half there and not green") {
    RgbaImage picture = fist();
    for (int y = 10; y < 30; ++y) put(picture, 14, y, {140, 165, 100, 255});
    const Pixel edge = at(keyed(picture), 14, 20);
    CHECK(edge[3] > 30);
    CHECK(edge[3] < 225);
    CHECK(edge[1] <= edge[0]);
}

TEST_CASE("only the largest part is kept") {
    RgbaImage picture = fist();
    for (int y = 2; y < 6; ++y)
        for (int x = 0; x < 4; ++x) put(picture, x, y, {230, 230, 230, 255});
    const RgbaImage matte = keyed(picture);
    CHECK(at(matte, 2, 4)[3] == 0);
    CHECK(at(matte, 20, 20)[3] == 255);
    CHECK(parts_of(matte).left == 15);
}

TEST_CASE("hand and forearm are told apart at the wrist") {
    const HandParts parts = parts_of(keyed(fist()));
    CHECK(parts.left == 15);
    CHECK(parts.top == 10);
    CHECK(parts.bottom == 30);
    CHECK(parts.wrist == 36);
    CHECK(parts.right == 60);
    CHECK(parts.arm_top == 15);
    CHECK(parts.arm_bottom == 25);
    CHECK(parts.arm() == 24);
    // As wide to the edge as the hand: all of it is hand.
    RgbaImage block = plain(30, 30, green);
    for (int y = 10; y < 20; ++y)
        for (int x = 8; x < 30; ++x) put(block, x, y, skin);
    const HandParts whole = parts_of(keyed(block));
    CHECK(whole.wrist == 30);
    CHECK(whole.arm() == 0);
    CHECK(whole.arm_bottom == 0);
    CHECK(parts_of(keyed(plain(10, 10, green))).empty());
    CHECK(parts_of({}).empty());
}

TEST_CASE("parts of pictures are cut within bounds") {
    const RgbaImage picture = speckled(10, 8);
    const RgbaImage part = mllab::augment::part_of(picture, 3, 2, 4, 5);
    CHECK(part.width == 4);
    CHECK(at(part, 0, 0) == at(picture, 3, 2));
    CHECK(at(part, 3, 4) == at(picture, 6, 6));
    CHECK(mllab::augment::part_of(picture, 0, 0, 10, 8).pixels == picture.pixels);
    CHECK_THROWS_AS(mllab::augment::part_of(picture, 7, 2, 4, 5), std::invalid_argument);
    CHECK_THROWS_AS(mllab::augment::part_of(picture, -1, 2, 4, 5), std::invalid_argument);
    CHECK_THROWS_AS(mllab::augment::part_of(picture, 0, 0, 0, 5), std::invalid_argument);
}
