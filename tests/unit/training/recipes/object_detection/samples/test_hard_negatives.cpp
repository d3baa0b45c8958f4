#include <algorithm>
#include <catch_amalgamated.hpp>
#include <limits>
#include <set>

#include "core/random.hpp"
#include "training/recipes/object_detection/samples/matching.hpp"

using namespace mllab;
using namespace mllab::object_detection_samples;
using Indices = std::vector<std::size_t>;

TEST_CASE("the hardest of the background are chosen, and only of it") {
    const std::vector<float> losses{9, 1, 5, 3, 8, 4};
    const std::vector<std::int64_t> labels{7, 0, 0, 0, unsettled, 0};
    CHECK(hard_negatives(losses, labels, 2, 0) == Indices{2, 5});
    CHECK(hard_negatives(losses, labels, 3, 0) == Indices{2, 3, 5});
    CHECK(hard_negatives(losses, labels, 0, 1) == Indices{2});
    CHECK(hard_negatives(losses, labels, 0, 0).empty());
    // No more than there are.
    CHECK(hard_negatives(losses, labels, 100, 0) == Indices{1, 2, 3, 5});
    CHECK(hard_negatives(losses, labels, 1e300, 0) == Indices{1, 2, 3, 5});
}

TEST_CASE("of equals the first, and what is no number is not lost") {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const std::vector<std::int64_t> labels(5, background);
    CHECK(hard_negatives(std::vector<float>(5, 1), labels, 0, 2) == Indices{0, 1});
    CHECK(hard_negatives(std::vector<float>{1, 2, 3, nan, 5}, labels, 0, 2) == Indices{3, 4});
}

TEST_CASE("sizes that differ and ratios that make no sense are refused") {
    CHECK(hard_negatives({}, {}, 3, 5).empty());
    const std::vector<float> losses(2);
    const std::vector<std::int64_t> labels(3);
    CHECK_THROWS_AS(hard_negatives(losses, labels, 3, 0), std::invalid_argument);
    CHECK_THROWS_AS(hard_negatives(losses, std::span(labels).first(2), -1, 0), std::invalid_argument);
    CHECK_THROWS_AS(hard_negatives(losses, std::span(labels).first(2), std::numeric_limits<double>::quiet_NaN(), 0),
                    std::invalid_argument);
}

TEST_CASE("nothing that was left out is harder than what was chosen") {
    core::Random random(2);
    for (int i = 0; i < 50; ++i) {
        std::vector<float> losses(200);
        std::vector<std::int64_t> labels(losses.size());
        for (std::size_t k = 0; k < losses.size(); ++k) {
            losses[k] = static_cast<float>(random.below(40));
            labels[k] = static_cast<std::int64_t>(random.below(20)) - 1;
            if (labels[k] > 2) labels[k] = background;
        }
        const Indices chosen = hard_negatives(losses, labels, 3, 5);
        CHECK(std::ranges::is_sorted(chosen));
        const std::set<std::size_t> set(chosen.begin(), chosen.end());
        REQUIRE(set.size() == chosen.size());
        float easiest = std::numeric_limits<float>::infinity();
        for (const std::size_t k : chosen) {
            CHECK(labels[k] == background);
            easiest = std::min(easiest, losses[k]);
        }
        for (std::size_t k = 0; k < losses.size(); ++k)
            if (labels[k] == background && !set.contains(k)) CHECK(losses[k] <= easiest);
    }
}
