#include <catch_amalgamated.hpp>
#include <stdexcept>

#include "experiments/object_detection/view/looks.hpp"
#include "experiments/object_detection/view/saved.hpp"
#include "platform/twin.hpp"

using namespace mllab;
using namespace mllab::object_detection;

namespace {

image::RgbaImage grey(int width, int height) {
    image::RgbaImage picture(width, height);
    for (std::size_t i = 0; i < picture.pixels.size(); ++i) picture.pixels[i] = i % 4 == 3 ? 255 : 128;
    return picture;
}

ui::Colour colour_at(const image::RgbaImage& picture, int x, int y) {
    const std::uint8_t* p = &picture.pixels[static_cast<std::size_t>(y * picture.width + x) * 4];
    return IM_COL32(p[0], p[1], p[2], 255);
}

}  // namespace

TEST_CASE("a saved picture has its boxes where they are, and their labels above") {
    const platform::Twin twin;
    const std::vector<Thing> things{{.id = 1, .what = {{0.25, 0.25, 0.5, 0.5}, 0, 0.9F}}};
    const auto saved = with_boxes(grey(800, 600), things, {"dog"});
    REQUIRE(saved.width == 800);
    REQUIRE(saved.height == 600);
    const ui::Colour colour = look_of(0).colour;
    for (const int x : {300, 400, 598}) {
        CHECK(colour_at(saved, x, 151) == colour);
        CHECK(colour_at(saved, x, 448) == colour);
    }
    CHECK(colour_at(saved, 201, 300) == colour);
    CHECK(colour_at(saved, 598, 300) == colour);
    // Inside and outside nothing has changed.
    CHECK(colour_at(saved, 400, 300) == IM_COL32(128, 128, 128, 255));
    CHECK(colour_at(saved, 700, 100) == IM_COL32(128, 128, 128, 255));
    // Above the box there is a chip with dark letters on it.
    int letters = 0;
    int chip = 0;
    for (int y = 120; y < 150; ++y)
        for (int x = 200; x < 300; ++x) {
            letters += colour_at(saved, x, y) == look_of(0).on_colour ? 1 : 0;
            chip += colour_at(saved, x, y) == colour ? 1 : 0;
        }
    CHECK(letters > 20);
    CHECK(chip > 300);
}

TEST_CASE("small pictures are saved larger, labels at the edge stay inside, and none is no picture") {
    const platform::Twin twin;
    const std::vector<Thing> things{{.id = 1, .what = {{0.9, 0, 0.1, 1}, 1, 0.9F}}};
    const auto saved = with_boxes(grey(32, 16), things, {"dog", "traffic light"});
    CHECK(saved.width == 640);
    CHECK(saved.height == 320);
    CHECK(with_boxes(grey(1, 2000), things, {"dog", "cat"}).height == 2000);
    CHECK(with_boxes(grey(800, 8), {}, {}).pixels == grey(800, 8).pixels);
    CHECK_THROWS_AS(with_boxes({}, {}, {}), std::invalid_argument);
}
