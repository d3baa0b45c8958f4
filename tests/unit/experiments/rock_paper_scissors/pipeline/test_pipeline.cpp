#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

#include "experiments/rock_paper_scissors/pipeline/pipeline.hpp"

using namespace mllab;
using rock_paper_scissors::Gesture;

namespace {

rock_paper_scissors::Parameters parameters() {
    return {.side_px = 32,
            .normalisation = {.mean = 0.5F, .deviation = 0.25F},
            .temperature = 1,
            .reject_above = 0.4F,
            .reject_below = 0.5F};
}

inference::ModelCard card() {
    inference::ModelCard card;
    card.labels = rock_paper_scissors::labels();
    card.preprocessing = {{"side_px", 96}, {"mean", 0.5}, {"deviation", 0.25}};
    card.decision = {{"temperature", 1.5}, {"reject_above", 0.4}, {"reject_below", 0.6}};
    return card;
}

// Logits that a softmax turns into these probabilities.
std::vector<float> logits_of(const std::vector<float>& probabilities) {
    std::vector<float> logits;
    for (const float p : probabilities) logits.push_back(std::log(p));
    return logits;
}

}  // namespace

TEST_CASE("a network for gestures sees the square in the middle, and only that") {
    // Red to the left and right of a green square.
    image::RgbaImage picture(100, 60);
    for (int y = 0; y < 60; ++y) {
        for (int x = 0; x < 100; ++x) {
            const bool inside = x >= 20 && x < 80;
            std::uint8_t* p = &picture.pixels[static_cast<std::size_t>(y * 100 + x) * 4];
            p[0] = inside ? 0 : 255;
            p[1] = inside ? 200 : 0;
            p[3] = 255;
        }
    }
    const auto encoded = rock_paper_scissors::encode(picture, parameters());
    REQUIRE(encoded.seen.width == 32);
    REQUIRE(encoded.seen.height == 32);
    for (std::size_t i = 0; i < encoded.seen.pixels.size(); i += 4) {
        CHECK(encoded.seen.pixels[i] == 0);
        CHECK(encoded.seen.pixels[i + 1] == 200);
        CHECK(encoded.seen.pixels[i + 3] == 255);
    }
    REQUIRE(encoded.planes.size() == std::size_t{3} * 32 * 32);
    CHECK(encoded.planes.front() == -2);
    CHECK(encoded.planes[32 * 32] == Catch::Approx((200 / 255.0 - 0.5) / 0.25));
    CHECK(rock_paper_scissors::guide(100, 60) == image::Square{.left = 20, .top = 0, .side = 60});
}

TEST_CASE("a single pixel is a picture, none is not") {
    const image::RgbaImage pixel(1, 1, {10, 20, 30, 255});
    const auto encoded = rock_paper_scissors::encode(pixel, parameters());
    CHECK(encoded.seen.pixels[0] == 10);
    CHECK(encoded.seen.pixels.back() == 255);
    CHECK_THROWS_AS(rock_paper_scissors::encode(image::RgbaImage(), parameters()), std::invalid_argument);
    CHECK_THROWS_AS(rock_paper_scissors::encode(image::RgbaImage(0, 7), parameters()), std::invalid_argument);
}

TEST_CASE("a gesture is answered where it is likely enough and there is a hand") {
    const auto answer = [](const std::vector<float>& p) {
        return rock_paper_scissors::decode(logits_of(p), parameters());
    };
    CHECK(answer({0.9F, 0.05F, 0.03F, 0.02F}).gesture == Gesture::rock);
    CHECK(answer({0.05F, 0.9F, 0.03F, 0.02F}).gesture == Gesture::paper);
    CHECK(answer({0.05F, 0.02F, 0.9F, 0.03F}).gesture == Gesture::scissors);
    CHECK_FALSE(answer({0.05F, 0.02F, 0.03F, 0.9F}).gesture.has_value());
    // More likely a hand than not, but not surely one of the three.
    CHECK_FALSE(answer({0.45F, 0.44F, 0.06F, 0.05F}).gesture.has_value());
    CHECK(answer({0.9F, 0.05F, 0.03F, 0.02F}).probabilities[0] == Catch::Approx(0.9));
    auto strict = parameters();
    strict.reject_above = 0.01F;
    CHECK_FALSE(rock_paper_scissors::decode(logits_of({0.9F, 0.05F, 0.03F, 0.02F}), strict).gesture.has_value());
}

TEST_CASE("temperature makes a gesture less sure and changes no order") {
    auto warm = parameters();
    warm.temperature = 3;
    const std::vector<float> logits{4, 1, 0, -1};
    const auto cool = rock_paper_scissors::decode(logits, parameters()).probabilities;
    const auto softened = rock_paper_scissors::decode(logits, warm).probabilities;
    CHECK(softened[0] < cool[0]);
    CHECK(std::ranges::is_sorted(softened, std::greater()));
}

TEST_CASE("another number of logits, or one that is no number, is refused for gestures") {
    CHECK_THROWS_AS(rock_paper_scissors::decode({1, 2, 3}, parameters()), std::invalid_argument);
    CHECK_THROWS_AS(rock_paper_scissors::decode({}, parameters()), std::invalid_argument);
    const float no_number = std::numeric_limits<float>::quiet_NaN();
    CHECK_THROWS_AS(rock_paper_scissors::decode({1, 2, no_number, 0}, parameters()), std::invalid_argument);
}

TEST_CASE("sentences about gestures say how sure the network is") {
    const auto sentence = [](const std::vector<float>& logits) {
        return rock_paper_scissors::message(rock_paper_scissors::decode(logits, parameters()));
    };
    CHECK(sentence(logits_of({0.9F, 0.05F, 0.03F, 0.02F})) == "Rock (90.0 % sure).");
    CHECK(sentence({0, 30, 0, 0}) == "Paper (more than 99.9 % sure).");
    CHECK(sentence(logits_of({0.05F, 0.02F, 0.03F, 0.9F})) == "No hand in the square.");
    CHECK(sentence(logits_of({0.45F, 0.44F, 0.06F, 0.05F})) == "Not sure which of the three this is.");
    CHECK(std::string(rock_paper_scissors::name(Gesture::scissors)) == "scissors");
}

TEST_CASE("parameters of a gesture model come from its card and senseless ones are refused by name") {
    const auto p = rock_paper_scissors::Parameters::from(card());
    CHECK(p.side_px == 96);
    CHECK(p.normalisation.deviation == 0.25F);
    CHECK(p.temperature == 1.5F);
    CHECK(p.reject_above == 0.4F);
    CHECK(p.reject_below == 0.6F);
    const auto refused = [](auto change, const std::string& name) {
        inference::ModelCard other = card();
        change(other);
        CHECK_THROWS_WITH(rock_paper_scissors::Parameters::from(other), Catch::Matchers::ContainsSubstring(name));
    };
    refused([](auto& c) { c.preprocessing["side_px"] = 1e9; }, "side_px");
    refused([](auto& c) { c.preprocessing.erase("mean"); }, "mean");
    refused([](auto& c) { c.preprocessing["deviation"] = 0; }, "deviation");
    refused([](auto& c) { c.preprocessing["mean"] = std::nan(""); }, "mean");
    refused([](auto& c) { c.decision["temperature"] = -1; }, "temperature");
    refused([](auto& c) { c.decision.erase("reject_above"); }, "reject_above");
    refused([](auto& c) { c.decision["reject_below"] = 1.5; }, "reject_below");
    refused([](auto& c) { c.labels.pop_back(); }, "labels");
    refused([](auto& c) { std::swap(c.labels[0], c.labels[1]); }, "labels");
}

TEST_CASE("a bias makes “no hand” likelier before the temperature, and nothing else") {
    auto biased = parameters();
    biased.temperature = 2;
    biased.no_hand_bias = 1;
    const std::vector<float> logits{1, 0, -1, 0.5F};
    const auto p = rock_paper_scissors::probabilities(logits, biased);
    const double sum = std::exp(0.5) + std::exp(0) + std::exp(-0.5) + std::exp(0.75);
    CHECK(p[0] == Catch::Approx(std::exp(0.5) / sum));
    CHECK(p[3] == Catch::Approx(std::exp(0.75) / sum));
    CHECK(rock_paper_scissors::decode(logits, biased).probabilities == p);
    CHECK(p[0] / p[1] == Catch::Approx(std::exp(0.5)));
    CHECK_THROWS_AS(rock_paper_scissors::probabilities({1, 2, 3}, biased), std::invalid_argument);
}

TEST_CASE("a card may say a bias, and has none where it does not") {
    auto with_bias = card();
    CHECK(rock_paper_scissors::Parameters::from(with_bias).no_hand_bias == 0);
    with_bias.decision["no_hand_bias"] = 0.7;
    CHECK(rock_paper_scissors::Parameters::from(with_bias).no_hand_bias == 0.7F);
    with_bias.decision["no_hand_bias"] = 1000;
    CHECK_THROWS_AS(rock_paper_scissors::Parameters::from(with_bias), inference::CardError);
}
