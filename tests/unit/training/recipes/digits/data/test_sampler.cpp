#include <algorithm>
#include <array>
#include <catch_amalgamated.hpp>
#include <set>

#include "experiments/digits/pipeline/pipeline.hpp"
#include "training/recipes/digits/data/sampler.hpp"
#include "training/recipes/digits/data/templates.hpp"

using namespace mllab;
using namespace mllab::digits_data;

namespace {

// Every kind of sample has something to be made of.
struct Data {
    SplitData split;
    Negatives negatives;
    Data() {
        image::GrayImage seven(28, 28);
        for (int i = 6; i < 22; ++i) {
            seven.at(i, 6) = 1;
            seven.at(21 - i / 2, i) = 1;
        }
        split.pictures.push_back({.label = 7, .ink = seven});
        split.strokes.push_back(
            {.label = 0, .writer = 1, .strokes = {{{0, 0, 0}, {40, 50, 0}, {0, 100, 0}, {0, 0, 0}}}});
        split.strokes.push_back({.label = 1, .writer = 1, .strokes = {{{0, 0, 0}, {0, 100, 0}}}});
        negatives.sketches.push_back({{{0, 0, 0}, {90, 0, 0}, {0, 60, 0}}});
        negatives.letters.push_back({{{0, 100, 0}, {50, 0, 0}, {100, 100, 0}}});
    }
};

}  // namespace

TEST_CASE("a sample of digits is what seed, epoch and index say, and has ink") {
    const Data data;
    const Sampler sampler(data.split, data.negatives, {.frame = {}, .seed = 3});
    const Sampler same(data.split, data.negatives, {.frame = {}, .seed = 3});
    std::array<float, 28UL * 28UL> input{};
    std::array<float, 28UL * 28UL> again{};
    std::array<std::size_t, 11> labels{};
    for (std::size_t index = 0; index < 1500; ++index) {
        const auto label = sampler.sample(2, index, input);
        REQUIRE(label >= 0);
        REQUIRE(label <= 10);
        ++labels[static_cast<std::size_t>(label)];
        CHECK(std::ranges::all_of(input, [](float v) { return v >= 0 && v < 1.0001F; }));
        CHECK(std::ranges::any_of(input, [](float v) { return v > 0.3F; }));
        if (index % 100 == 0) {
            CHECK(same.sample(2, index, again) == label);
            CHECK(again == input);
        }
    }
    // Digits that none of the data has come from the templates.
    for (std::size_t digit = 0; digit < 10; ++digit) CHECK(labels[digit] > 0);
    CHECK(labels[10] > 250);
    CHECK(labels[10] < 450);
    std::array<float, 4> small{};
    CHECK_THROWS_AS(sampler.sample(0, 0, small), std::invalid_argument);
}

TEST_CASE("each digit has several templates, and all can be drawn") {
    std::array<std::size_t, 10> ways{};
    core::Random random(9);
    for (const DigitTemplate& digit : digit_templates()) {
        REQUIRE(digit.label < 10);
        ++ways[digit.label];
        CHECK(ink::ink_length(augment::drawn(digit.shape, {}, random)) > 50);
    }
    for (const std::size_t count : ways) CHECK(count >= 3);
    CHECK(ways[0] >= 10);
    CHECK(ways[6] >= 8);
    for (const auto* shapes : {&letter_templates(), &sign_templates()}) {
        CHECK(shapes->size() > 50);
        for (const augment::Template& shape : *shapes) CHECK(ink::ink_length(augment::drawn(shape, {}, random)) > 3);
    }
}
