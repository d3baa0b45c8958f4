// A thing in these pictures is a rectangle of its own colour: after every variation its box is where its colour is.

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <format>
#include <numeric>

#include "core/random.hpp"
#include "geometry/boxes/overlap.hpp"
#include "training/recipes/object_detection/samples/variation.hpp"

using namespace mllab;
using namespace mllab::object_detection_samples;
using geometry::Box;

namespace {

using Pixel = std::array<std::uint8_t, 4>;

Pixel at(const image::RgbaImage& picture, int x, int y) {
    const std::size_t index = static_cast<std::size_t>(y * picture.width + x) * 4;
    return {picture.pixels[index], picture.pixels[index + 1], picture.pixels[index + 2], picture.pixels[index + 3]};
}

Pixel colour_of(std::size_t label) { return {static_cast<std::uint8_t>(200 + label), 10, 20, 255}; }

// A few rectangles that do not touch one another, in whole pixels.
BoxedPicture random_picture(core::Random& random) {
    const int w = 40 + static_cast<int>(random.below(80));
    const int h = 40 + static_cast<int>(random.below(80));
    BoxedPicture scene{.picture = image::RgbaImage(w, h), .things = {}};
    for (std::size_t i = 0; i < scene.picture.pixels.size(); i += 4) {
        scene.picture.pixels[i + 1] = static_cast<std::uint8_t>(i / 4 % 97);
        scene.picture.pixels[i + 3] = 255;
    }
    // A column of the picture each.
    for (std::size_t label = 0; label < 3; ++label) {
        const int left = static_cast<int>(label) * w / 3 + 1 + static_cast<int>(random.below(3));
        const int right = (static_cast<int>(label) + 1) * w / 3 - 1 - static_cast<int>(random.below(3));
        const int top = static_cast<int>(random.below(static_cast<std::size_t>(h / 2)));
        const int bottom = top + 3 + static_cast<int>(random.below(static_cast<std::size_t>(h / 2 - 3)));
        for (int y = top; y < bottom; ++y)
            for (int x = left; x < right; ++x)
                std::ranges::copy(colour_of(label), scene.picture.pixels.begin() + (y * w + x) * 4);
        scene.things.push_back({{static_cast<double>(left) / w, static_cast<double>(top) / h,
                                 static_cast<double>(right - left) / w, static_cast<double>(bottom - top) / h},
                                label,
                                false});
    }
    return scene;
}

// Where the colour is, in whole pixels: left, top, right, bottom.
std::array<int, 4> extent_of(const image::RgbaImage& picture, const Pixel& colour) {
    std::array<int, 4> extent{picture.width, picture.height, 0, 0};
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x)
            if (at(picture, x, y) == colour)
                extent = {std::min(extent[0], x), std::min(extent[1], y), std::max(extent[2], x + 1),
                          std::max(extent[3], y + 1)};
    return extent;
}

void check_boxes(const BoxedPicture& varied) {
    for (const Thing& thing : varied.things) {
        const auto [left, top, right, bottom] = extent_of(varied.picture, colour_of(thing.label));
        const double w = varied.picture.width;
        const double h = varied.picture.height;
        CHECK(std::abs(thing.box.x * w - left) < 1e-6);
        CHECK(std::abs(thing.box.y * h - top) < 1e-6);
        CHECK(std::abs(thing.box.right() * w - right) < 1e-6);
        CHECK(std::abs(thing.box.bottom() * h - bottom) < 1e-6);
    }
}

}  // namespace

TEST_CASE("the whole region is the picture") {
    core::Random random(1);
    const BoxedPicture scene = random_picture(random);
    const BoxedPicture same = cut(scene, {0, 0, scene.picture.width, scene.picture.height});
    CHECK(same.picture.pixels == scene.picture.pixels);
    CHECK(same.things == scene.things);
}

TEST_CASE("a part by hand") {
    BoxedPicture scene{.picture = image::RgbaImage(10, 10), .things = {}};
    scene.picture.pixels[(3 * 10 + 4) * 4] = 77;
    scene.things = {{{0.3, 0.2, 0.4, 0.4}, 0, false},  // its middle, 5, 4, is in the part
                    {{0.6, 0.2, 0.4, 0.4}, 1, false},  // this one's, 8, 4, is not
                    {{0.6, 0.2, 0.4, 0.4}, 2, true},   // unsettled: what there is of it
                    {{0.9, 0.9, 0.1, 0.1}, 3, true}};  // nothing of it
    const BoxedPicture part = cut(scene, {4, 3, 4, 5});
    CHECK((part.picture.width == 4 && part.picture.height == 5));
    CHECK(part.picture.pixels[0] == 77);
    REQUIRE(part.things.size() == 2);
    CHECK(part.things[0].label == 0);
    CHECK(part.things[0].box.x == 0);
    CHECK(part.things[0].box.w == Catch::Approx(0.75));
    CHECK(part.things[0].box.y == 0);
    CHECK(part.things[0].box.h == Catch::Approx(0.6));
    CHECK(part.things[1].label == 2);
    CHECK(part.things[1].box.x == Catch::Approx(0.5));
    CHECK(part.things[1].box.w == Catch::Approx(0.5));
}

TEST_CASE("outside of a picture is ground") {
    BoxedPicture scene{.picture = image::RgbaImage(2, 2), .things = {{{0, 0, 1, 1}, 0, false}}};
    std::ranges::fill(scene.picture.pixels, std::uint8_t{255});
    const BoxedPicture larger = cut(scene, {-1, -2, 4, 6}, {1, 2, 3});
    const Pixel ground{1, 2, 3, 255};
    for (int y = 0; y < 6; ++y)
        for (int x = 0; x < 4; ++x) CHECK((at(larger.picture, x, y) == ground) == (x < 1 || x >= 3 || y < 2 || y >= 4));
    CHECK(larger.things.at(0).box == Box{0.25, 2.0 / 6, 0.5, 2.0 / 6});
    // Beside it, with nothing of it.
    for (const Region beside :
         {Region{2, 0, 3, 3}, Region{-9, 0, 3, 3}, Region{0, 2, 3, 3}, Region{0, -2'000'000'000, 3, 3}}) {
        const BoxedPicture none = cut(scene, beside);
        CHECK(none.things.empty());
        CHECK(at(none.picture, 2, 2) == Pixel{124, 116, 104, 255});
    }
}

TEST_CASE("a mirrored picture's boxes are mirrored, and twice is as before") {
    core::Random random(2);
    const BoxedPicture scene = random_picture(random);
    const BoxedPicture once = mirrored(scene);
    check_boxes(once);
    CHECK(at(once.picture, 0, 5) == at(scene.picture, scene.picture.width - 1, 5));
    CHECK(mirrored(once).picture.pixels == scene.picture.pixels);
}

TEST_CASE("boxes stay on their things, whatever region is cut and mirrored") {
    core::Random random(3);
    std::size_t seen = 0;
    for (int i = 0; i < 120; ++i) {
        const BoxedPicture scene = random_picture(random);
        const Region region = random_region(scene.picture.width, scene.picture.height, scene.things, {}, random);
        BoxedPicture part = cut(scene, region);
        check_boxes(part);
        check_boxes(mirrored(part));
        CHECK_FALSE(part.things.empty());
        seen += part.things.size();
        // What was left out had its middle outside.
        for (const Thing& thing : scene.things) {
            const double x = (thing.box.x + thing.box.w / 2) * scene.picture.width - region.left;
            const double y = (thing.box.y + thing.box.h / 2) * scene.picture.height - region.top;
            const bool inside = x >= 0 && x < region.width && y >= 0 && y < region.height;
            const auto on_edge = [](double at, int edge) { return std::abs(at) < 1e-6 || std::abs(at - edge) < 1e-6; };
            if (on_edge(x, region.width) || on_edge(y, region.height)) continue;
            CHECK(std::ranges::contains(part.things, thing.label, &Thing::label) == inside);
        }
    }
    // Parts are parts: not always everything, and not always one thing alone.
    CHECK((seen > 150 && seen < 345));
}

TEST_CASE("regions are as promised") {
    core::Random random(4);
    int larger = 0;
    int whole = 0;
    for (int i = 0; i < 300; ++i) {
        const BoxedPicture scene = random_picture(random);
        const int w = scene.picture.width;
        const int h = scene.picture.height;
        const Region region = random_region(w, h, scene.things, {}, random);
        CHECK((region.width >= 1 && region.width <= 3 * w && region.height >= 1 && region.height <= 3 * h));
        if (region == Region{0, 0, w, h}) ++whole;
        if (region.left < 0 || region.top < 0 || region.left + region.width > w || region.top + region.height > h)
            ++larger;
    }
    CAPTURE(whole, larger);
    CHECK((whole > 7 && whole < 80));
    CHECK((larger > 70 && larger < 200));
    const Variation none{.expanded = 0, .whole = 1};
    CHECK(random_region(30, 20, {}, none, random) == Region{0, 0, 30, 20});
    // Nothing to be found, or only what is unsettled: no part is better than another.
    const Variation always{.expanded = 0, .whole = 0};
    CHECK(random_region(30, 20, {}, always, random) == Region{0, 0, 30, 20});
    const std::vector<Thing> crowd{{{0, 0, 1, 1}, 0, true}};
    CHECK(random_region(30, 20, crowd, always, random) == Region{0, 0, 30, 20});
    // A single pixel is a picture, too.
    const std::vector<Thing> all{{{0, 0, 1, 1}, 0, false}};
    CHECK(random_region(1, 1, all, always, random) == Region{0, 0, 1, 1});
}

TEST_CASE("what makes no sense is refused") {
    core::Random random(5);
    const auto refused = [&](int w, int h, const Variation& how) {
        CHECK_THROWS_AS(random_region(w, h, {}, how, random), std::invalid_argument);
    };
    refused(0, 5, {});
    refused(5, 20000, {});
    refused(5, 5, {.expanded = 1.5});
    refused(5, 5, {.largest_ground = 0.5});
    refused(5, 5, {.largest_ground = 100});
    refused(5, 5, {.whole = -1});
    refused(5, 5, {.smallest_part = 0});
    refused(5, 5, {.mirrored = std::nan("")});
    const BoxedPicture scene{.picture = image::RgbaImage(2, 2), .things = {}};
    CHECK_THROWS_AS(cut({}, {0, 0, 1, 1}), std::invalid_argument);
    CHECK_THROWS_AS(cut(scene, {0, 0, 0, 1}), std::invalid_argument);
    CHECK_THROWS_AS(cut(scene, {0, 0, 1 << 14, 1 << 14}), std::invalid_argument);
}

TEST_CASE("a picture is varied the same way again, and another way with other numbers") {
    core::Random random(6);
    const BoxedPicture scene = random_picture(random);
    core::Random first(9);
    core::Random again(9);
    core::Random other(10);
    const BoxedPicture a = varied(scene, {}, first);
    CHECK(a.picture.pixels == varied(scene, {}, again).picture.pixels);
    CHECK(a.picture.pixels != varied(scene, {}, other).picture.pixels);
    CHECK(in_words({}) != in_words({.mirrored = 0.4}));
}
