#include <catch_amalgamated.hpp>
#include <vector>

#include "training/datasets/hands/look_alikes.hpp"

using namespace mllab::datasets;
using mllab::image::RgbaImage;

namespace {

Miniature grey(int value) {
    Miniature miniature{};
    miniature.fill(static_cast<std::uint8_t>(value));
    return miniature;
}

}  // namespace

TEST_CASE("a miniature is the picture in small") {
    RgbaImage picture(48, 32);
    for (std::size_t i = 0; i < picture.pixels.size(); i += 4) {
        picture.pixels[i] = 200;
        picture.pixels[i + 2] = 30;
        picture.pixels[i + 3] = 255;
    }
    const Miniature small = miniature_of(picture);
    CHECK(small[0] == 200);
    CHECK(small[1] == 0);
    CHECK(small.back() == 30);
    CHECK_THROWS_AS(miniature_of({}), std::invalid_argument);
}

TEST_CASE("what looks alike is one group, also by way of a third picture") {
    const std::vector<Miniature> miniatures{grey(10), grey(100), grey(18), grey(14), grey(96), grey(200)};
    CHECK(look_alikes(miniatures, 4) == std::vector<std::size_t>{0, 1, 0, 0, 1, 5});
    CHECK(look_alikes(miniatures, 3.9) == std::vector<std::size_t>{0, 1, 2, 3, 4, 5});
    CHECK(look_alikes({}, 5).empty());
}

TEST_CASE("the mean over the picture counts, not a single spot") {
    Miniature spot = grey(50);
    for (std::size_t i = 0; i < 30; ++i) spot[i] = 255;  // 205 * 30 / 1152 = 5.3
    const std::vector<Miniature> miniatures{grey(50), spot};
    CHECK(look_alikes(miniatures, 5) == std::vector<std::size_t>{0, 1});
    CHECK(look_alikes(miniatures, 5.5) == std::vector<std::size_t>{0, 0});
}
