// Photos of writing made by program, and the pictures of other making that a network is judged by.

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <numeric>

#include "training/recipes/digits/ink_evaluation/canvas.hpp"
#include "training/recipes/digits/ink_evaluation/kinds.hpp"
#include "training/recipes/digits/ink_evaluation/overlap.hpp"
#include "training/recipes/digits/photos/sampler.hpp"
#include "training/recipes/digits/photos/texture.hpp"

using namespace mllab;

namespace {

// A seven in strokes and a ring in pixels.
digits_data::SplitData data() {
    digits_data::SplitData data;
    digits_data::Picture picture{.label = 0, .ink = image::GrayImage(28, 28)};
    for (int y = 0; y < 28; ++y)
        for (int x = 0; x < 28; ++x)
            picture.ink.at(x, y) = std::abs(std::hypot(x - 13.5, y - 13.5) - 7) < 1.6 ? 1.0F : 0.0F;
    data.pictures.push_back(picture);
    data.strokes.push_back({.label = 7,
                            .writer = 1,
                            .strokes = {{{.x = 100, .y = 50}, {.x = 300, .y = 60}, {.x = 180, .y = 400}},
                                        {{.x = 150, .y = 220}, {.x = 280, .y = 210}}}});
    return data;
}

double sum(const image::GrayImage& picture) {
    return std::accumulate(picture.pixels.begin(), picture.pixels.end(), 0.0);
}

double mean_where(const image::GrayImage& picture, const image::GrayImage& mask, bool on) {
    double total = 0;
    double count = 0;
    for (std::size_t i = 0; i < mask.pixels.size(); ++i) {
        if ((mask.pixels[i] > 0.5F) != on) continue;
        total += static_cast<double>(picture.pixels[i]);
        count += 1;
    }
    return total / std::max(1.0, count);
}

}  // namespace

TEST_CASE("a photo depends on seed, epoch and index alone") {
    const auto digits = data();
    const digits_data::Negatives none;
    const digits_photos::Sampler sampler(digits, none, {.seed = 3});
    const auto photo = sampler.sample(2, 5);
    CHECK(photo.picture.width == 160);
    CHECK(photo.picture.height == 160);
    CHECK(photo.ink.pixels.size() == photo.picture.pixels.size());
    CHECK(sampler.sample(2, 5).picture.pixels == photo.picture.pixels);
    CHECK(sampler.sample(2, 6).picture.pixels != photo.picture.pixels);
    CHECK(digits_photos::Sampler(digits, none, {.seed = 4}).sample(2, 5).picture.pixels != photo.picture.pixels);
    CHECK(digits_photos::Sampler(digits, none, {.side_px = 64}).fingerprint() != sampler.fingerprint());
    CHECK_THROWS_AS(digits_photos::Sampler({}, none, {}), std::invalid_argument);
}

TEST_CASE("photos hold numbers from 0 to 1, most of them some ink, a few none") {
    const auto digits = data();
    const digits_data::Negatives none;
    const digits_photos::Sampler sampler(digits, none, {.seed = 5});
    int empty = 0;
    int darker = 0;
    constexpr int count = 120;
    for (std::size_t i = 0; i < count; ++i) {
        const auto photo = sampler.sample(0, i);
        const auto within = [](float v) { return v >= 0 && v <= 1; };
        CHECK(std::ranges::all_of(photo.picture.pixels, within));
        CHECK(std::ranges::all_of(photo.ink.pixels, within));
        const double ink = sum(photo.ink);
        if (ink < 1)
            ++empty;
        else if (mean_where(photo.picture, photo.ink, true) < mean_where(photo.picture, photo.ink, false))
            ++darker;
    }
    CHECK(empty > 0);
    CHECK(empty < count / 4);
    // Chalk is the exception.
    CHECK(darker > count / 2);
    CHECK(darker < count - empty);
}

TEST_CASE("noise has mean 0 and deviation 1 on its grid, and a blur keeps the mean") {
    core::Random random(1);
    const auto field = digits_photos::noise(200, 200, 1, random);
    const double mean = sum(field) / 40'000;
    double squares = 0;
    for (const float v : field.pixels) squares += static_cast<double>(v * v);
    CHECK(std::abs(mean) < 0.03);
    CHECK(std::abs(squares / 40'000 - 1) < 0.03);
    image::GrayImage dot(41, 41);
    dot.at(20, 20) = 1;
    CHECK(sum(digits_photos::blurred(dot, 2)) == Catch::Approx(1).margin(1e-4));
    CHECK(digits_photos::blurred(dot, 2).at(20, 20) < 0.06F);
    CHECK(sum(digits_photos::softened(dot, 3)) == Catch::Approx(1).margin(1e-4));
    // Wide cells are smooth.
    const auto wide = digits_photos::noise(100, 100, 20, random);
    for (int x = 1; x < 100; ++x) CHECK(std::abs(wide.at(x, 50) - wide.at(x - 1, 50)) < 0.3F);
}

TEST_CASE("every kind of pictures shows the digit's ink where it says that it is") {
    const auto digit = data().strokes.front();
    REQUIRE(ink_evaluation::kinds().size() >= 15);
    for (const std::string& kind : ink_evaluation::kinds()) {
        INFO(kind);
        const auto one = ink_evaluation::picture_of(kind, digit, 1);
        CHECK(one.label == 7);
        CHECK(one.picture.width == one.ink.width);
        CHECK(one.picture.height == one.ink.height);
        CHECK(sum(one.ink) > 60);
        const auto grey = image::grayscale(one.picture);
        const double difference = mean_where(grey, one.ink, true) - mean_where(grey, one.ink, false);
        CHECK((kind == "chalk" ? difference : -difference) > 0.1);
    }
    const auto again = ink_evaluation::picture_of("lined", digit, 1);
    CHECK(again.picture.pixels == ink_evaluation::picture_of("lined", digit, 1).picture.pixels);
    CHECK(again.picture.pixels != ink_evaluation::picture_of("lined", digit, 2).picture.pixels);
    CHECK_THROWS_AS(ink_evaluation::picture_of("papyrus", digit, 1), std::invalid_argument);
}

TEST_CASE("overlap counts pixels") {
    const image::GrayImage there(4, 1, {1, 1, 0, 0});
    ink_evaluation::Overlap overlap;
    CHECK(overlap.f1() == 1);  // nothing to find, nothing found
    overlap.add(image::GrayImage(4, 1, {0.9F, 0.1F, 0.7F, 0}), there, 0.5F);
    CHECK(overlap.both == 1);
    CHECK(overlap.only_said == 1);
    CHECK(overlap.only_there == 1);
    CHECK(overlap.f1() == Catch::Approx(0.5));
    CHECK(overlap.iou() == Catch::Approx(1.0 / 3));
}

TEST_CASE("a polygon covers its inside and fades at its edge") {
    const std::vector<ink::Point> square{
        {.x = 10, .y = 10}, {.x = 30, .y = 10}, {.x = 30, .y = 30}, {.x = 10, .y = 30}};
    const auto hard = ink_evaluation::polygon(40, 40, square, 0);
    CHECK(sum(hard) == Catch::Approx(400));
    CHECK(hard.at(20, 20) == 1);
    CHECK(hard.at(5, 20) == 0);
    const auto soft = ink_evaluation::polygon(40, 40, square, 9);
    CHECK(soft.at(20, 20) > 0.9F);
    CHECK(soft.at(10, 20) > 0.3F);
    CHECK(soft.at(10, 20) < 0.7F);
}
