#include <catch_amalgamated.hpp>
#include <stdexcept>
#include <vector>

#include "core/classification.hpp"
#include "core/random.hpp"
#include "training/evaluation/figures/calibration.hpp"

using namespace mllab;
using Catch::Approx;
using evaluation::calibration_error_by_chance;

TEST_CASE("few samples show a calibration error by chance, many hardly any") {
    const std::vector<float> few(25, 0.8F);
    const std::vector<float> many(10'000, 0.8F);
    // The mean absolute deviation of a share of n: about the square root of 2 p (1 - p) / (pi n).
    CHECK(calibration_error_by_chance(few) == Approx(0.064).margin(0.012));
    CHECK(calibration_error_by_chance(many) == Approx(0.0032).margin(0.0006));
    // Spread over bins, each of them has fewer.
    std::vector<float> spread;
    for (int i = 0; i < 25; ++i) spread.push_back(0.51F + 0.0195F * static_cast<float>(i));
    CHECK(calibration_error_by_chance(spread) > 1.5 * calibration_error_by_chance(few));
}

TEST_CASE("who is always sure is never wrong by chance") {
    CHECK(calibration_error_by_chance(std::vector<float>(50, 1.0F)) == 0);
    CHECK(calibration_error_by_chance({}) == 0);
}

TEST_CASE("answers that are as often right as they say show about what chance shows") {
    core::Random random(5);
    std::vector<float> confidence;
    std::vector<std::uint8_t> right;
    for (int i = 0; i < 300; ++i) {
        confidence.push_back(static_cast<float>(random.uniform(0.3, 1)));
        right.push_back(random.chance(confidence.back()) ? 1 : 0);
    }
    const double chance = calibration_error_by_chance(confidence);
    CHECK(core::expected_calibration_error(confidence, right) == Approx(chance).margin(0.03));
    CHECK(calibration_error_by_chance(confidence) == chance);
}

TEST_CASE("a chance needs draws, bins and confidences") {
    const std::vector<float> one{0.5F};
    CHECK_THROWS_AS(calibration_error_by_chance(one, 15, 0), std::invalid_argument);
    CHECK_THROWS_AS(calibration_error_by_chance(one, 0), std::invalid_argument);
    CHECK_THROWS_AS(calibration_error_by_chance(std::vector<float>{1.5F}), std::invalid_argument);
}
