#include <algorithm>
#include <catch_amalgamated.hpp>
#include <limits>
#include <stdexcept>

#include "core/classification.hpp"
#include "core/random.hpp"
#include "training/evaluation/figures/top_k.hpp"

using namespace mllab;
using Catch::Approx;
using evaluation::among_best;
using evaluation::top_k_accuracy;

TEST_CASE("the share of answers among the best few, computed by hand") {
    const std::vector<std::vector<float>> answers{{5, 1, 3}, {1, 2, 3}, {9, 8, 7}, {0, 1, 0}};
    const std::vector<std::size_t> labels{0, 1, 2, 1};
    CHECK(top_k_accuracy(answers, labels, 1) == Approx(0.5));
    CHECK(top_k_accuracy(answers, labels, 2) == Approx(0.75));
    CHECK(top_k_accuracy(answers, labels, 3) == 1);
    CHECK(top_k_accuracy(answers, labels, 99) == 1);
    CHECK(top_k_accuracy(answers, labels, 0) == 0);
    CHECK(top_k_accuracy({}, {}, 1) == 0);
}

TEST_CASE("who says the same of every class, or nothing, is not right by chance") {
    const std::vector<float> same(10, 0.1F);
    CHECK(among_best(same, 0, 1));
    CHECK_FALSE(among_best(same, 1, 1));
    CHECK(among_best(same, 4, 5));
    CHECK_FALSE(among_best(same, 5, 5));
    const std::vector<float> nothing(10, std::numeric_limits<float>::quiet_NaN());
    for (std::size_t label = 0; label < 10; ++label) CHECK_FALSE(among_best(nothing, label, 10));
}

TEST_CASE("a truth among the best is one that the ranking lists") {
    core::Random random(91);
    for (int round = 0; round < 300; ++round) {
        std::vector<float> values(1 + random.below(20));
        for (float& value : values)
            value = random.chance(0.1) ? std::numeric_limits<float>::infinity() * (random.chance(0.5) ? 1.0F : -1.0F)
                                       : static_cast<float>(random.below(6));
        const std::size_t k = random.below(8);
        const auto best = core::top_k(values, k);
        for (std::size_t label = 0; label < values.size(); ++label)
            CHECK(among_best(values, label, k) ==
                  std::ranges::any_of(best, [&](const core::Ranked& one) { return one.index == label; }));
    }
}

TEST_CASE("labels that are missing or unknown are refused") {
    const std::vector<std::vector<float>> answers{{1, 2}};
    CHECK_THROWS_AS(top_k_accuracy(answers, std::vector<std::size_t>{}, 1), std::invalid_argument);
    CHECK_THROWS_AS(top_k_accuracy(answers, std::vector<std::size_t>{2}, 1), std::out_of_range);
    CHECK_THROWS_AS(among_best({}, 0, 1), std::out_of_range);
}
