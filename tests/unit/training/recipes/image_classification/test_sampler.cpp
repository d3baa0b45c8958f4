#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <set>
#include <vector>

#include "image/planes.hpp"
#include "training/pictures/pictures.hpp"
#include "training/recipes/image_classification/data/sampler.hpp"

using namespace mllab;
using image_classification_data::Data;
using image_classification_data::Sampler;
using image_classification_data::SamplerSettings;

namespace {

// Red on the left, blue on the right.
files::Bytes two_halves() {
    image::RgbaImage picture(64, 64);
    for (int y = 0; y < 64; ++y)
        for (int x = 0; x < 64; ++x) {
            std::uint8_t* p = &picture.pixels[static_cast<std::size_t>(y * 64 + x) * 4];
            p[0] = x < 32 ? 200 : 20;
            p[1] = 20;
            p[2] = x < 32 ? 20 : 200;
            p[3] = 255;
        }
    return pictures::as_jpeg(picture, 95);
}

Data small(std::size_t count = 50) {
    Data data{.names = {"one", "other"}, .train = {}, .validation = {}, .test = {}, .fingerprint = "small"};
    for (std::size_t i = 0; i < count; ++i) data.train.push_back({std::to_string(i), i % 2, two_halves()});
    return data;
}

}  // namespace

TEST_CASE("an epoch shows every picture once, each epoch in another order") {
    const Data data = small();
    const Sampler sampler(data, {.side_px = 32});
    std::vector<std::size_t> first;
    std::vector<std::size_t> second;
    for (std::size_t i = 0; i < sampler.epoch_samples(); ++i) {
        first.push_back(sampler.choice(0, i).picture);
        second.push_back(sampler.choice(1, i).picture);
    }
    CHECK(first != second);
    CHECK(std::set(first.begin(), first.end()).size() == 50);
    CHECK(std::set(second.begin(), second.end()).size() == 50);
}

TEST_CASE("a sample depends on seed, epoch and index alone") {
    const Data data = small();
    const Sampler one(data, {.side_px = 40});
    const Sampler again(data, {.side_px = 40});
    const auto sample = one.sample(3, 7);
    (void)again.sample(5, 1);
    CHECK(again.sample(3, 7).pixels == sample.pixels);
    CHECK(one.sample(4, 7).pixels != sample.pixels);
    CHECK(Sampler(data, {.seed = 2, .side_px = 40}).sample(3, 7).pixels != sample.pixels);
    CHECK(sample.width == 40);
    CHECK(sample.height == 40);
    for (std::size_t i = 3; i < sample.pixels.size(); i += 4) REQUIRE(sample.pixels[i] == 255);
}

TEST_CASE("mirrored samples show the other side") {
    const Data data = small(200);
    const Sampler sampler(data, {.side_px = 32, .least_area = 1, .colours = 0});
    std::size_t mirrored = 0;
    for (std::size_t i = 0; i < 200; ++i) {
        const auto sample = sampler.sample(0, i);
        const bool red_on_the_left = sample.pixels[static_cast<std::size_t>(16 * 32 + 3) * 4] > 128;
        CHECK(red_on_the_left != sampler.choice(0, i).mirrored);
        mirrored += sampler.choice(0, i).mirrored ? 1 : 0;
    }
    CHECK(mirrored > 70);
    CHECK(mirrored < 130);
}

TEST_CASE("the whole picture, unchanged, is the picture as the page enlarges it") {
    const Data data = small(20);
    const Sampler sampler(data, {.side_px = 96, .least_area = 1, .colours = 0});
    const auto whole = image::resampled(image_classification_data::decoded(data.train[0]), {0, 0, 64}, 96);
    std::size_t as_it_is = 0;
    for (std::size_t i = 0; i < 20; ++i) {
        const auto sample = sampler.sample(0, i);
        double apart = 0;
        for (std::size_t k = 0; k < sample.pixels.size(); ++k)
            apart += std::abs(sample.pixels[k] - static_cast<int>(whole.pixels[k]));
        // Its sides may be 3:4 all the same, which cuts something off.
        if (!sampler.choice(0, i).mirrored) {
            CHECK(apart / static_cast<double>(sample.pixels.size()) < 16);
            ++as_it_is;
        }
    }
    CHECK(as_it_is > 0);
}

TEST_CASE("other data and other settings have other fingerprints") {
    const Data data = small();
    Data other = small();
    other.fingerprint = "other";
    const std::string one = Sampler(data, {}).fingerprint();
    CHECK(Sampler(data, {}).fingerprint() == one);
    CHECK(Sampler(other, {}).fingerprint() != one);
    CHECK(Sampler(data, {.side_px = 96}).fingerprint() != one);
    CHECK(Sampler(data, {.least_area = 0.5}).fingerprint() != one);
    CHECK(Sampler(data, {.seed = 2}).fingerprint() != one);
}

TEST_CASE("senseless settings are refused") {
    const Data data = small();
    const auto fails = [&](const SamplerSettings& settings) {
        CHECK_THROWS_AS(Sampler(data, settings), std::invalid_argument);
    };
    fails({.side_px = 0});
    fails({.side_px = 5000});
    fails({.least_area = 0});
    fails({.least_area = 1.5});
    fails({.least_area = std::nan("")});
    fails({.colours = -1});
    CHECK_THROWS_AS(Sampler(Data{}, {}), std::invalid_argument);
}
