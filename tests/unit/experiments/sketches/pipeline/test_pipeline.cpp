#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "experiments/sketches/pipeline/pipeline.hpp"

using namespace mllab;
using sketches::Doubt;

namespace {

sketches::Parameters parameters() {
    sketches::Parameters p;
    p.frame = {.size_px = 32, .ink_box_px = 28, .pen_width_px = 2};
    p.categories = {"cat", "dog", "lion", "The Eiffel Tower"};
    return p;
}

// A house of two strokes: walls, then the roof.
ink::Strokes house(float x, float y, float size) {
    return {{{x, y + size / 2, 0}, {x, y + size, 0}, {x + size, y + size, 0}, {x + size, y + size / 2, 0}},
            {{x, y + size / 2, 0}, {x + size / 2, y, 0}, {x + size, y + size / 2, 0}}};
}

double total_ink(const image::GrayImage& image) {
    return std::accumulate(image.pixels.begin(), image.pixels.end(), 0.0);
}

inference::ModelCard card() {
    inference::ModelCard card;
    card.labels = parameters().categories;
    card.preprocessing = {{"size_px", 32}, {"ink_box_px", 28}, {"pen_width_px", 2}};
    card.decision = {{"temperature", 0.9}};
    return card;
}

}  // namespace

TEST_CASE("an empty pad needs no network, a tap is a dot") {
    for (const ink::Strokes& nothing : {ink::Strokes{}, ink::Strokes{{}}, ink::Strokes{{}, {}}}) {
        const auto encoded = sketches::encode(nothing, parameters());
        CHECK(encoded.doubt == Doubt::empty);
        CHECK(encoded.input.width == 32);
        CHECK(total_ink(encoded.input) == 0);
    }
    CHECK(sketches::encode({{{50, 50, 0}}}, parameters()).doubt == Doubt::dot);
    CHECK(sketches::encode({{{50, 50, 0}, {51, 52, 0}}}, parameters()).doubt == Doubt::dot);
}

TEST_CASE("place and size of a drawing change nothing, nor does the order of its strokes") {
    const auto reference = sketches::encode(house(20, 20, 100), parameters());
    REQUIRE(reference.doubt == Doubt::none);
    CHECK(total_ink(reference.input) > 50);
    auto other = house(311, 7, 37);
    std::ranges::reverse(other);
    const auto encoded = sketches::encode(other, parameters());
    for (std::size_t i = 0; i < reference.input.pixels.size(); ++i)
        REQUIRE(std::abs(reference.input.pixels[i] - encoded.input.pixels[i]) < 0.02F);
}

TEST_CASE("broken and enormous coordinates do no harm") {
    constexpr float no_number = std::numeric_limits<float>::quiet_NaN();
    constexpr float most = std::numeric_limits<float>::max();
    CHECK(sketches::encode({{{no_number, 1, 0}}}, parameters()).doubt == Doubt::empty);
    const auto encoded = sketches::encode({{{-most, -most, 0}, {most, most, 0}}, {{no_number, 0, 0}}}, parameters());
    CHECK(encoded.doubt == Doubt::none);
    CHECK(std::ranges::all_of(encoded.input.pixels, [](float v) { return v >= 0 && v <= 1; }));
}

TEST_CASE("guesses come best first, with calibrated probabilities that sum to one") {
    auto p = parameters();
    const auto answer = sketches::decode({1, 3, 2, 0}, {}, p);
    REQUIRE(answer.top.size() == 4);
    CHECK(answer.top[0].index == 1);
    CHECK(answer.top[1].index == 2);
    CHECK(std::accumulate(answer.probabilities.begin(), answer.probabilities.end(), 0.0) == Catch::Approx(1));
    p.temperature = 2;
    CHECK(sketches::decode({1, 3, 2, 0}, {}, p).top[0].value < answer.top[0].value);
    CHECK_THROWS_AS(sketches::decode({1, 2}, {}, p), std::invalid_argument);
}

TEST_CASE("the sentence says how sure it is, and never more than it can know") {
    const auto p = parameters();
    CHECK(sketches::message(sketches::decode({0, 3, 1, 0}, {}, p), p) ==
          "Looks like a dog (81.0 % sure), or a lion (11.0 %), a cat (4.0 %).");
    CHECK(sketches::message(sketches::decode({0, 0.5F, 0, 0}, {}, p), p).starts_with("Could be a dog ("));
    CHECK(sketches::message(sketches::decode({40, 0, 0, 0}, {}, p), p) ==
          "Looks like a cat (more than 99.9 % sure), or a dog (less than 0.1 %), a lion (less than 0.1 %).");
    CHECK(sketches::message(sketches::unasked(Doubt::empty), p) == "Draw something.");
}

TEST_CASE("a card that does not describe a sketch model is refused by name") {
    CHECK(sketches::Parameters::from(card()).frame.size_px == 32);
    for (const char* key : {"size_px", "ink_box_px", "pen_width_px"}) {
        auto broken = card();
        broken.preprocessing.erase(key);
        CHECK_THROWS_AS(sketches::Parameters::from(broken), inference::CardError);
        broken.preprocessing[key] = -3;
        CHECK_THROWS_AS(sketches::Parameters::from(broken), inference::CardError);
    }
    auto one = card();
    one.labels = {"cat"};
    CHECK_THROWS_AS(sketches::Parameters::from(one), inference::CardError);
    auto cold = card();
    cold.decision["temperature"] = 0;
    CHECK_THROWS_AS(sketches::Parameters::from(cold), inference::CardError);
}
