// What could stand at a place of a text under the settings of the moment.
#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>

#include "experiments/text_generation/pipeline/outlook.hpp"

using namespace mllab;
using namespace mllab::text_generation;

namespace {

std::vector<float> row(float first) { return {first, first + 1, first + 2}; }

}  // namespace

TEST_CASE("Logits are kept by character, and those of the oldest go") {
    KeptLogits kept(3);
    CHECK(kept.of(0).empty());
    for (std::size_t i = 0; i < 3 * KeptLogits::least; ++i) kept.add(row(static_cast<float>(i)));
    const std::size_t end = 3 * KeptLogits::least;
    for (const std::size_t at : {end - 1, end - 2, end - KeptLogits::least}) {
        CAPTURE(at);
        CHECK(std::ranges::equal(kept.of(at), row(static_cast<float>(at))));
    }
    CHECK(kept.of(0).empty());
    CHECK(kept.of(end).empty());
    CHECK_THROWS_AS(kept.add(std::vector<float>{1, 2}), std::invalid_argument);
}

TEST_CASE("A text that is cut goes on with other logits") {
    KeptLogits kept(3);
    std::vector<float> several = row(0);
    for (const float logit : row(10)) several.push_back(logit);
    kept.add(several);
    kept.add(row(20));
    kept.cut(1);
    CHECK(std::ranges::equal(kept.of(0), row(0)));
    CHECK(kept.of(1).empty());
    kept.add(row(30));
    CHECK(std::ranges::equal(kept.of(1), row(30)));
    kept.cut(5);
    CHECK(std::ranges::equal(kept.of(1), row(30)));
    // Before everything that is still kept.
    for (std::size_t i = 0; i < 3 * KeptLogits::least; ++i) kept.add(row(1));
    kept.cut(7);
    CHECK(kept.of(6).empty());
    kept.add(row(40));
    CHECK(std::ranges::equal(kept.of(7), row(40)));
    kept.cut(0);
    kept.add(row(50));
    CHECK(std::ranges::equal(kept.of(0), row(50)));
}

TEST_CASE("Settings shape the chances of the same logits; what they leave out stays in the list") {
    const std::vector<float> logits{1, 3, 0, 2};
    const std::vector<std::int64_t> before{0, 1, 2};
    const auto chances = [&](const core::SamplingSettings& settings) {
        const Outlook all = outlook(logits, before, settings);
        CHECK(all.whole);
        REQUIRE(all.candidates.size() == 4);
        CHECK(all.candidates.front().index == 1);
        CHECK(all.candidates.back().index == 2);
        return all;
    };
    const Outlook plain = chances({});
    CHECK(plain.allowed == 4);
    CHECK(plain.candidates[0].chance == Catch::Approx(plain.candidates[0].probability));
    const Outlook cold = chances({.temperature = 0.5F});
    CHECK(cold.candidates[0].chance > plain.candidates[0].chance);
    CHECK(cold.candidates[0].probability == plain.candidates[0].probability);
    const Outlook two = chances({.top_k = 2});
    CHECK(two.allowed == 2);
    CHECK(two.candidates[1].chance > plain.candidates[1].chance);
    CHECK(two.candidates[2].chance == 0);
    CHECK(chances({.temperature = 0}).allowed == 1);
}

TEST_CASE("The penalty for repeats counts where the place completes one") {
    const std::vector<float> logits{0, 0, 0, 0};
    std::vector<std::int64_t> before;
    for (int i = 0; i < 2; ++i)
        for (const std::int64_t token : {0, 1, 2, 3, 0, 2, 1, 3, 0}) before.push_back(token);
    before.pop_back();  // "0" followed the same seven characters
    const Outlook with = outlook(logits, before, {.repetition_penalty = 2});
    const auto chance_of = [&](std::size_t token) {
        return std::ranges::find(with.candidates, token, &core::Candidate::index)->chance;
    };
    CHECK(chance_of(0) < 0.1F);
    CHECK(chance_of(1) > 0.25F);
    CHECK(outlook(logits, before, {}).candidates[0].chance == 0.25F);
}

TEST_CASE("Of what is too long ago only what the character itself has is shown, and that is said") {
    Character character{.chosen = {.token = 5, .p = 0.01F}};
    character.best[0] = {.token = 1, .p = 0.6F};
    character.best[1] = {.token = 3, .p = 0.3F};
    character.best_count = 2;
    const Outlook some = outlook(character, 8, {}, {});
    CHECK_FALSE(some.whole);
    REQUIRE(some.candidates.size() == 3);
    CHECK(some.candidates[0].index == 1);
    CHECK(some.candidates[0].chance == Catch::Approx(0.6 / 0.91));
    CHECK(some.candidates[2].index == 5);
    CHECK(some.allowed == 3);
    CHECK(outlook(character, 8, {}, {.top_k = 1}).allowed == 1);
}
