#include <catch_amalgamated.hpp>
#include <stdexcept>

#include "experiments/rock_paper_scissors/view/inside_panel.hpp"

using namespace mllab;
using namespace mllab::rock_paper_scissors;

TEST_CASE("a class's map is cut out of all of them") {
    std::vector<float> values(4 * 6);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i);
    const ClassMap map = map_of(core::Tensor({1, 4, 2, 3}, std::move(values)), 2);
    CHECK(map.width == 3);
    CHECK(map.height == 2);
    CHECK(map.values == std::vector<float>{12, 13, 14, 15, 16, 17});
}

TEST_CASE("the busiest channels are those with the highest means, highest first") {
    const core::Tensor features({1, 3, 1, 2}, std::vector<float>{1, 1, 0, 9, -5, 2});
    CHECK(busiest_channels(features, 2) == std::vector<std::size_t>{1, 0});
    CHECK(busiest_channels(features, 10) == std::vector<std::size_t>{1, 0, 2});
}

TEST_CASE("tensors that are no maps are refused") {
    CHECK_THROWS_AS(map_of(core::Tensor({4, 2, 3}, std::vector<float>(24)), 0), std::invalid_argument);
    CHECK_THROWS_AS(map_of(core::Tensor({1, 4, 2, 3}, std::vector<float>(24)), 4), std::invalid_argument);
    CHECK_THROWS_AS(map_of(core::Tensor({1, 4, 0, 3}, std::vector<float>{}), 0), std::invalid_argument);
    CHECK_THROWS_AS(busiest_channels(core::Tensor({2, 4, 1, 1}, std::vector<float>(8)), 2), std::invalid_argument);
}

TEST_CASE("a hand that is unclear is told from none") {
    const Sight unclear = sight_of({.probabilities = {.4F, .35F, .1F, .15F}, .gesture = {}});
    CHECK(unclear == Sight{.gesture = {}, .hand = true});
    CHECK(sight_of({.probabilities = {.1F, .1F, .1F, .7F}, .gesture = {}}) == Sight{});
    const Sight paper = sight_of({.probabilities = {0, 1, 0, 0}, .gesture = Gesture::paper});
    CHECK(paper == Sight{.gesture = Gesture::paper, .hand = true});
}
