#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "core/classification.hpp"
#include "experiments/sketches/pipeline/pipeline.hpp"

using namespace mllab;
using Catch::Approx;

namespace {

const ink::Strokes square{{{0, 0, 0}, {100, 0, 0}, {100, 100, 0}, {0, 100, 0}, {0, 0, 0}}};
const ink::Strokes three_sides{{{0, 0, 0}, {100, 0, 0}, {100, 100, 0}, {0, 100, 0}}};

// Weights that are 0 but for these.
std::vector<float> weights(const std::vector<std::pair<std::string, float>>& some) {
    const auto names = sketches::confidence_names();
    std::vector<float> all(names.size());
    for (const auto& [name, weight] : some)
        all.at(static_cast<std::size_t>(std::ranges::find(names, name) - names.begin())) = weight;
    return all;
}

}  // namespace

TEST_CASE("ink is measured in sides of the drawing, and an end is loose as far as other ink is away") {
    const auto closed = sketches::look_of(square);
    CHECK(closed.length == Approx(4));
    CHECK(closed.strokes == 1);
    CHECK(closed.loose_ends == 0);
    const auto open = sketches::look_of(three_sides);
    CHECK(open.length == Approx(3));
    CHECK(open.loose_ends == Approx(1));
    CHECK(open.last_end == Approx(1));

    // A line down the middle, a quarter of the side away from the upper edge.
    ink::Strokes two = square;
    two.push_back({{50, 100, 0}, {50, 25, 0}});
    CHECK(sketches::look_of(two).loose_ends == Approx(0.25 / 4));
    CHECK(sketches::look_of(two).last_end == Approx(0.25));
}

TEST_CASE("place, size and the number of points on a line change nothing of a drawing's look") {
    ink::Strokes other;
    for (const ink::Stroke& stroke : three_sides) {
        other.push_back(ink::resampled(stroke, 5));
        for (ink::Point& p : other.back()) p = {.x = 7 + 0.3F * p.x, .y = 11 + 0.3F * p.y};
    }
    const auto one = sketches::look_of(three_sides);
    const auto same = sketches::look_of(other);
    CHECK(same.length == Approx(one.length).epsilon(1e-3));
    CHECK(same.loose_ends == Approx(one.loose_ends).epsilon(1e-3));
}

TEST_CASE("nothing, a dot and what has no size look like nothing") {
    constexpr float most = std::numeric_limits<float>::max();
    for (const ink::Strokes& drawing :
         {ink::Strokes{}, ink::Strokes{{{5, 5, 0}}}, ink::Strokes{{{-most, 0, 0}, {most, 0, 0}}}})
        CHECK(sketches::look_of(drawing).length == 0);
}

TEST_CASE("every term has a name, and none has another's") {
    auto names = sketches::confidence_names();
    CHECK(names.size() == sketches::confidence_terms);
    CHECK(names.front() == "sure");
    CHECK(std::ranges::contains(names, "sure_ink_strokes"));
    std::ranges::sort(names);
    CHECK(std::ranges::adjacent_find(names) == names.end());
}

TEST_CASE("the terms stand where their names do") {
    const auto terms = sketches::confidence_terms_of(std::vector<float>{0.5F, 0.5F}, sketches::look_of(square));
    CHECK(sketches::confidence(terms, weights({{"sure", 0.5F}})) == Approx(1 / (1 + std::exp(-0.5))));
    CHECK(sketches::confidence(terms, weights({{"sure_entropy", 1}})) == Approx(2.0 / 3));
    CHECK(sketches::confidence(terms, weights({{"sure_ink", 1}})) == Approx(0.8));
    CHECK(sketches::confidence(terms, weights({{"sure_entropy_ink", 1}})) ==
          Approx(1 / (1 + std::exp(-std::log(2.0) * std::log(4.0)))));
    CHECK_THROWS_AS(sketches::confidence(terms, std::vector<float>{1, 2}), std::invalid_argument);
}

TEST_CASE("a temperature gives the best guess the confidence that is wanted, and keeps the order") {
    const std::vector<float> logits{1, 5, 2, 4.5F, 0};
    for (const float wanted : {0.3F, 0.6F, 0.95F}) {
        const auto p = core::softmax(logits, sketches::temperature_for(logits, wanted));
        CHECK(std::ranges::max(p) == Approx(wanted).margin(1e-4));
        const auto top = core::top_k(p, 3);
        CHECK(top[0].index == 1);
        CHECK(top[1].index == 3);
        CHECK(top[2].index == 2);
    }
    // Less than chance, or more than the gap between the best two allows, cannot be.
    CHECK(sketches::temperature_for(logits, 0.01F) == Approx(20).epsilon(1e-3));
    CHECK(sketches::temperature_for(std::vector<float>{1, 1, 0}, 0.9F) == Approx(0.05).epsilon(1e-3));
}

TEST_CASE("the same logits are surer about a drawing with more ink where the card says so") {
    sketches::Parameters p;
    p.categories = {"cat", "dog", "lion"};
    p.confidence = weights({{"sure", -2}, {"sure_ink", 2}});
    const std::vector<float> logits{3, 1, 0};
    const auto little = sketches::decode(logits, {.length = 1, .strokes = 1}, p);
    const auto much = sketches::decode(logits, {.length = 5, .strokes = 1}, p);
    CHECK(little.top.front().index == 0);
    CHECK(much.top.front().index == 0);
    CHECK(much.top.front().value == Approx(1 / (1 + std::exp(2 - 2 * std::log(5.0)))).margin(1e-4));
    // A third is the least that the best of three can have.
    CHECK(little.top.front().value == Approx(1.0 / 3).margin(0.03));
}

TEST_CASE("weights come from the card, all or none") {
    inference::ModelCard card;
    card.labels = {"cat", "dog"};
    card.preprocessing = {{"size_px", 32}, {"ink_box_px", 28}, {"pen_width_px", 2}};
    card.decision = {{"temperature", 0.9}};
    CHECK(sketches::Parameters::from(card).confidence.empty());
    for (const std::string& name : sketches::confidence_names()) card.decision[name] = 0.5;
    CHECK(sketches::Parameters::from(card).confidence == std::vector<float>(sketches::confidence_terms, 0.5F));
    for (const char* name : {"sure", "sure_ink", "sure_last_end_last_end"}) {
        auto broken = card;
        broken.decision.erase(name);
        CHECK_THROWS_AS(sketches::Parameters::from(broken), inference::CardError);
        broken.decision[name] = 1e9;
        CHECK_THROWS_AS(sketches::Parameters::from(broken), inference::CardError);
    }
}
