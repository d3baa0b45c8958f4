#include <catch_amalgamated.hpp>
#include <cmath>
#include <stdexcept>

#include "core/random.hpp"
#include "training/evaluation/asking.hpp"

using namespace mllab;
using evaluation::Logits;

TEST_CASE("cross entropy is the mean of -log p, without what was not asked") {
    const std::vector<Logits> logits{{0, 0}, {}, {std::log(3.0F), 0}};
    const std::vector<std::size_t> labels{0, 1, 1};
    CHECK(evaluation::cross_entropy(logits, labels, 1) == Catch::Approx((std::log(2.0) + std::log(4.0)) / 2));
    CHECK(evaluation::cross_entropy(std::vector<Logits>{{}}, std::vector<std::size_t>{0}, 1) == 0);
    CHECK_THROWS_AS(evaluation::cross_entropy(logits, std::vector<std::size_t>{0}, 1), std::invalid_argument);
}

TEST_CASE("the best temperature undoes a network's exaggeration") {
    // Answers that are right as often as softmax(x) says, given with twice and with half of that certainty.
    core::Random random(3);
    std::vector<Logits> honest;
    std::vector<std::size_t> labels;
    for (int i = 0; i < 20000; ++i) {
        const auto x = static_cast<float>(random.normal(0, 2));
        honest.push_back({x, 0});
        labels.push_back(random.chance(1 / (1 + std::exp(-static_cast<double>(x)))) ? 0 : 1);
    }
    for (const float exaggeration : {2.0F, 1.0F, 0.5F}) {
        std::vector<Logits> exaggerated = honest;
        for (Logits& logits : exaggerated) logits[0] *= exaggeration;
        const float found = evaluation::best_temperature(
            [&](float temperature) { return evaluation::cross_entropy(exaggerated, labels, temperature); });
        CHECK(found == Catch::Approx(exaggeration).epsilon(0.06));
    }
}

TEST_CASE("a temperature outside of the range is looked for at its edge") {
    CHECK(evaluation::best_temperature([](float t) { return t; }) == Catch::Approx(0.3).margin(0.002));
    CHECK(evaluation::best_temperature([](float t) { return -t; }) == Catch::Approx(3).margin(0.002));
}
