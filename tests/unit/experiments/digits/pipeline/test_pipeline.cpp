#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

#include "experiments/digits/pipeline/pipeline.hpp"
#include "shapes.hpp"

using namespace mllab;
using digits::Doubt;
using testing::four;
using testing::line;
using testing::parameters;

namespace {

double total_ink(const image::GrayImage& image) {
    return std::accumulate(image.pixels.begin(), image.pixels.end(), 0.0);
}

double largest_difference(const image::GrayImage& a, const image::GrayImage& b) {
    REQUIRE(a.pixels.size() == b.pixels.size());
    double largest = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i)
        largest = std::max(largest, std::abs(static_cast<double>(a.pixels[i] - b.pixels[i])));
    return largest;
}

std::vector<float> logits_for(std::size_t winner, float strength = 12) {
    std::vector<float> logits(digits::class_count, 0);
    logits[winner] = strength;
    return logits;
}

}  // namespace

TEST_CASE("an empty pad has no answer and no ink") {
    for (const ink::Strokes& nothing : {ink::Strokes{}, ink::Strokes{{}}, ink::Strokes{{}, {}}}) {
        const auto encoded = digits::encode(nothing, parameters());
        CHECK(encoded.doubt == Doubt::empty);
        CHECK(encoded.input.width == 28);
        CHECK(total_ink(encoded.input) == 0);
    }
}

TEST_CASE("the input does not depend on where and how large the digit was drawn") {
    const auto reference = digits::encode(four(100, 100, 150), parameters());
    REQUIRE(reference.doubt == Doubt::none);
    for (const float size : {20.0F, 77.0F, 280.0F}) {
        for (const float at : {0.0F, 31.0F, 900.0F}) {
            INFO("size " << size << " at " << at);
            CHECK(largest_difference(digits::encode(four(at, at, size), parameters()).input, reference.input) < 0.02);
        }
    }
}

TEST_CASE("a ring of which few points are known looks like the whole ring") {
    const auto ring = [](int points) {
        ink::Stroke stroke;
        for (int i = 0; i <= points; ++i) {
            const double angle = 2 * std::numbers::pi * i / points;
            stroke.push_back(
                {static_cast<float>(150 + 60 * std::sin(angle)), static_cast<float>(150 - 90 * std::cos(angle)), 0});
        }
        return ink::Strokes{stroke};
    };
    const auto whole = digits::encode(ring(200), parameters()).input;
    const auto total_difference = [&](const image::GrayImage& other) {
        double sum = 0;
        for (std::size_t i = 0; i < whole.pixels.size(); ++i)
            sum += std::abs(static_cast<double>(whole.pixels[i] - other.pixels[i]));
        return sum / total_ink(whole);
    };
    const auto few = digits::encode(ring(9), parameters()).input;
    CHECK(total_difference(few) < 0.12);
    CHECK(total_difference(few) < 0.6 * total_difference(ink::framed(ring(9), parameters().frame)));
}

TEST_CASE("a tiny drawing is a drawing, a mere tap is a dot") {
    CHECK(digits::encode(four(50, 50, 8), parameters()).doubt == Doubt::none);
    CHECK(digits::encode({{{50, 50, 0}}}, parameters()).doubt == Doubt::dot);
    CHECK(digits::encode({{{50, 50, 0}, {51, 51, 0}, {50, 52, 0}}}, parameters()).doubt == Doubt::dot);
}

TEST_CASE("a stray dot changes nothing") {
    ink::Strokes with_dot = four(100, 100, 100);
    with_dot.insert(with_dot.begin(), {{10, 300, 0}});
    const auto encoded = digits::encode(with_dot, parameters());
    CHECK(encoded.doubt == Doubt::none);
    CHECK(largest_difference(encoded.input, digits::encode(four(100, 100, 100), parameters()).input) < 1e-6);
}

TEST_CASE("two digits are told from one before the network is asked") {
    ink::Strokes two = four(20, 20, 100);
    for (auto& stroke : four(180, 20, 100)) two.push_back(stroke);
    CHECK(digits::encode(two, parameters()).doubt == Doubt::several_digits);
}

TEST_CASE("broken points are survived") {
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    constexpr float inf = std::numeric_limits<float>::infinity();
    ink::Strokes broken = four(20, 20, 100);
    broken.push_back({{nan, 5, 0}, {inf, -inf, 0}});
    broken[0].insert(broken[0].begin() + 1, {nan, nan, 0});
    const auto encoded = digits::encode(broken, parameters());
    CHECK(std::ranges::all_of(encoded.input.pixels, [](float v) { return v >= 0 && v <= 1; }));
    CHECK(encoded.doubt == Doubt::none);
    CHECK(digits::encode({{{nan, nan, 0}}}, parameters()).doubt == Doubt::empty);
    const auto huge = digits::encode({{{-1e30F, -1e30F, 0}, {1e30F, 1e30F, 0}}}, parameters());
    CHECK(std::ranges::all_of(huge.input.pixels, [](float v) { return v >= 0 && v <= 1; }));
}

TEST_CASE("the answer is the best digit and the probabilities stay unrounded") {
    const auto answer = digits::decode(logits_for(7), parameters());
    REQUIRE(answer.digit.has_value());
    CHECK(*answer.digit == 7);
    CHECK(answer.doubt == Doubt::none);
    REQUIRE(answer.probabilities.size() == 10);
    const double e = std::exp(12.0);
    CHECK(static_cast<double>(answer.probabilities[7]) == Catch::Approx(e / (e + 10)).epsilon(1e-6));
    CHECK(static_cast<double>(answer.no_digit_probability) == Catch::Approx(1 / (e + 10)).epsilon(1e-4));
}

TEST_CASE("temperature softens, and does not change the winner") {
    auto soft = parameters();
    soft.temperature = 4;
    const auto answer = digits::decode(logits_for(3), soft);
    CHECK(answer.probabilities[3] < digits::decode(logits_for(3), parameters()).probabilities[3]);
    CHECK(answer.digit == 3U);
}

TEST_CASE("what the network takes for no digit gets no answer but keeps its guesses") {
    const auto answer = digits::decode(logits_for(digits::no_digit), parameters());
    CHECK_FALSE(answer.digit.has_value());
    CHECK(answer.doubt == Doubt::not_a_digit);
    CHECK(answer.probabilities.size() == 10);
}

TEST_CASE("a drawing between all digits gets no answer") {
    CHECK(digits::decode(std::vector<float>(digits::class_count, 0), parameters()).doubt == Doubt::not_a_digit);
}

TEST_CASE("another number of logits is refused") {
    CHECK_THROWS_AS(digits::decode({1, 2, 3}, parameters()), std::invalid_argument);
    CHECK_THROWS_AS(digits::decode({}, parameters()), std::invalid_argument);
}

TEST_CASE("sentences say what is known and never a certainty that is none") {
    CHECK(digits::message(digits::unasked(Doubt::empty)) == "Draw a digit.");
    CHECK(digits::message(digits::unasked(Doubt::several_digits)) == "One digit at a time, please.");
    CHECK(digits::message(digits::unasked(Doubt::dot)).contains("dot"));
    CHECK(digits::message(digits::decode(logits_for(digits::no_digit), parameters())).starts_with("Not sure"));
    CHECK(digits::message(digits::decode(logits_for(4, 3.0F), parameters())) == "This is a 4 (66.8 % sure).");
    std::vector<float> between = logits_for(6, 4.0F);
    between.at(0) = 3.7F;
    CHECK(digits::message(digits::decode(between, parameters())).starts_with("Could be a 6 ("));
    CHECK(digits::message(digits::decode(between, parameters())).contains(" sure), or a 0 ("));
    between = logits_for(0, 4.0F);
    between.at(8) = 3.7F;
    CHECK(digits::message(digits::decode(between, parameters())).contains(", or an 8 ("));
    const std::string certain = digits::message(digits::decode(logits_for(4, 30), parameters()));
    CHECK(certain == "This is a 4 (more than 99.9 % sure).");
}

TEST_CASE("parameters come from the card and senseless ones are refused by name") {
    inference::ModelCard card;
    card.labels.assign(11, "x");
    card.preprocessing = {{"size_px", 28}, {"ink_box_px", 20}, {"pen_width_px", 2.5}};
    card.decision = {{"temperature", 1.5}, {"reject_above", 0.75}, {"reject_below", 0.25}};
    const auto p = digits::Parameters::from(card);
    CHECK(p.frame.size_px == 28);
    CHECK(p.frame.pen_width_px == 2.5F);
    CHECK(p.temperature == 1.5F);
    CHECK(p.reject_above == 0.75F);
    const auto refused = [&](auto change, const std::string& name) {
        inference::ModelCard other = card;
        change(other);
        CHECK_THROWS_WITH(digits::Parameters::from(other), Catch::Matchers::ContainsSubstring(name));
    };
    refused([](auto& c) { c.preprocessing["size_px"] = 1e9; }, "size_px");
    refused([](auto& c) { c.preprocessing["ink_box_px"] = 40; }, "ink_box_px");
    refused([](auto& c) { c.preprocessing["pen_width_px"] = std::nan(""); }, "pen_width_px");
    refused([](auto& c) { c.decision["temperature"] = 0; }, "temperature");
    refused([](auto& c) { c.decision.erase("reject_above"); }, "reject_above");
    refused([](auto& c) { c.labels.resize(10); }, "labels");
}
