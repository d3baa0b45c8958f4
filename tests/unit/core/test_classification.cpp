#include <algorithm>
#include <array>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "core/classification.hpp"
#include "core/random.hpp"

using namespace mllab::core;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {
constexpr float infinite = std::numeric_limits<float>::infinity();
constexpr float no_number = std::numeric_limits<float>::quiet_NaN();
constexpr float most = std::numeric_limits<float>::max();
}  // namespace

TEST_CASE("softmax of known logits") {
    // 1/(1 + e + e^2) and so on, computed by hand.
    const auto p = softmax(std::array{0.0F, 1.0F, 2.0F});
    CHECK_THAT(p[0], WithinAbs(0.09003057, 1e-7));
    CHECK_THAT(p[1], WithinAbs(0.24472847, 1e-7));
    CHECK_THAT(p[2], WithinAbs(0.66524096, 1e-7));
}

TEST_CASE("softmax sums to one and ignores a common offset") {
    Random random(1);
    for (int round = 0; round < 200; ++round) {
        std::vector<float> logits(1 + random.below(20));
        for (float& v : logits) v = static_cast<float>(random.normal(0, 10));
        const auto p = softmax(logits);
        CHECK_THAT(std::accumulate(p.begin(), p.end(), 0.0), WithinAbs(1, 1e-6));
        std::vector<float> moved = logits;
        for (float& v : moved) v += 64;
        const auto q = softmax(moved);
        for (std::size_t i = 0; i < p.size(); ++i) CHECK_THAT(q[i], WithinAbs(p[i], 1e-5));
    }
}

TEST_CASE("softmax survives the largest numbers there are") {
    CHECK(softmax(std::array{most, -most}) == std::vector{1.0F, 0.0F});
    CHECK(softmax(std::array{most, most}) == std::vector{0.5F, 0.5F});
    CHECK(softmax(std::array{-most, -most}) == std::vector{0.5F, 0.5F});
    CHECK(softmax(std::array{1e5F, 0.0F}) == std::vector{1.0F, 0.0F});
    CHECK(softmax(std::array{infinite, 0.0F}) == std::vector{1.0F, 0.0F});
    CHECK(softmax(std::array{-infinite, 0.0F}) == std::vector{0.0F, 1.0F});
    CHECK(softmax(std::array{infinite, infinite}) == std::vector{0.5F, 0.5F});
    CHECK(softmax(std::array{-infinite, -infinite}) == std::vector{0.5F, 0.5F});
    CHECK(softmax(std::vector<float>{}).empty());
    CHECK_THROWS_AS(softmax(std::array{1.0F, no_number}), std::invalid_argument);
}

TEST_CASE("temperature sharpens below one and flattens above") {
    const std::array logits{0.0F, 1.0F};
    CHECK_THAT(softmax(logits, 0.5F)[1], WithinRel(1 / (1 + std::exp(-2.0)), 1e-6));
    CHECK_THAT(softmax(logits, 2.0F)[1], WithinRel(1 / (1 + std::exp(-0.5)), 1e-6));
    CHECK(softmax(logits, 1e-30F) == std::vector{0.0F, 1.0F});
    CHECK(softmax(logits, infinite) == std::vector{0.5F, 0.5F});
    CHECK_THROWS_AS(softmax(logits, 0.0F), std::invalid_argument);
    CHECK_THROWS_AS(softmax(logits, -1.0F), std::invalid_argument);
    CHECK_THROWS_AS(softmax(logits, no_number), std::invalid_argument);
}

TEST_CASE("the best come first, equals in their order, and no more than there are") {
    const std::array values{0.1F, 0.4F, 0.1F, 0.4F};
    const auto best = top_k(values, 3);
    REQUIRE(best.size() == 3);
    CHECK(best[0].index == 1);
    CHECK(best[1].index == 3);
    CHECK(best[2].index == 0);
    CHECK(best[2].value == 0.1F);
    CHECK(top_k(values, 0).empty());
    CHECK(top_k(values, 100).size() == 4);
    CHECK(top_k(std::vector<float>{}, 3).empty());
}

TEST_CASE("what is no number is never the best") {
    const auto best = top_k(std::array{no_number, -infinite, no_number, 1.0F}, 4);
    CHECK(best[0].index == 3);
    CHECK(best[1].index == 1);
    CHECK(best[2].index == 0);
    CHECK(best[3].index == 2);
}

TEST_CASE("top_k agrees with sorting everything") {
    Random random(2);
    for (int round = 0; round < 100; ++round) {
        std::vector<float> values(random.below(30));
        for (float& v : values) v = static_cast<float>(random.below(6));
        const auto k = random.below(35);
        std::vector<std::size_t> order(values.size());
        std::iota(order.begin(), order.end(), 0U);
        std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return values[a] > values[b]; });
        const auto best = top_k(values, k);
        REQUIRE(best.size() == std::min(k, values.size()));
        for (std::size_t i = 0; i < best.size(); ++i) CHECK(best[i].index == order[i]);
    }
}

TEST_CASE("a confusion matrix gives the textbook's figures") {
    ConfusionMatrix matrix(3);
    for (int i = 0; i < 8; ++i) matrix.add(0, 0);
    for (int i = 0; i < 2; ++i) matrix.add(0, 1);
    for (int i = 0; i < 5; ++i) matrix.add(1, 1);
    for (int i = 0; i < 5; ++i) matrix.add(1, 0);
    CHECK(matrix.classes() == 3);
    CHECK(matrix.total() == 20);
    CHECK(matrix.count(0, 1) == 2);
    CHECK(matrix.count(1, 0) == 5);
    CHECK_THAT(matrix.accuracy(), WithinRel(13.0 / 20, 1e-12));
    CHECK_THAT(matrix.recall(0), WithinRel(0.8, 1e-12));
    CHECK_THAT(matrix.precision(0), WithinRel(8.0 / 13, 1e-12));
    CHECK_THAT(matrix.precision(1), WithinRel(5.0 / 7, 1e-12));
    CHECK(matrix.recall(2) == 0);
    CHECK(matrix.precision(2) == 0);
}

TEST_CASE("a confusion matrix refuses classes that it does not have") {
    ConfusionMatrix matrix(2);
    CHECK(matrix.accuracy() == 0);
    CHECK_THROWS_AS(matrix.add(2, 0), std::out_of_range);
    CHECK_THROWS_AS(matrix.add(0, 2), std::out_of_range);
    CHECK_THROWS_AS(matrix.count(0, 2), std::out_of_range);
    CHECK_THROWS_AS(matrix.recall(2), std::out_of_range);
    CHECK_THROWS_AS(matrix.precision(2), std::out_of_range);
    CHECK(matrix.total() == 0);
    CHECK_THROWS_AS(ConfusionMatrix(std::numeric_limits<std::size_t>::max()), std::invalid_argument);
    CHECK(ConfusionMatrix(0).accuracy() == 0);
}

TEST_CASE("calibration error is zero where confidence is earned") {
    // Of ten answers at 0.7, seven are right.
    const std::vector<float> confidence(10, 0.7F);
    const std::vector<std::uint8_t> correct{1, 1, 1, 1, 1, 1, 1, 0, 0, 0};
    CHECK_THAT(expected_calibration_error(confidence, correct), WithinAbs(0, 1e-7));
}

TEST_CASE("calibration error is the gap between confidence and accuracy, weighted by count") {
    // Bin of 0.9: three samples, one right, gap 0.9 - 1/3. Bin of 0.3: one sample, right, gap 0.7.
    const std::array confidence{0.9F, 0.9F, 0.9F, 0.3F};
    const std::array<std::uint8_t, 4> correct{1, 0, 0, 1};
    const double wanted = 0.75 * (0.9 - 1.0 / 3) + 0.25 * 0.7;
    CHECK_THAT(expected_calibration_error(confidence, correct, 10), WithinAbs(wanted, 1e-7));
    // Over- and under-confidence of one bin cancel.
    CHECK_THAT(expected_calibration_error(confidence, correct, 1), WithinAbs(std::abs(0.75 - 0.5), 1e-7));
}

TEST_CASE("a confidence on the border of two bins belongs to the lower one") {
    // 0.5 falls into (0, 0.5], so it shares a bin with 0.25 and the two errors cancel.
    const std::array confidence{0.5F, 0.25F};
    const std::array<std::uint8_t, 2> correct{0, 1};
    CHECK_THAT(expected_calibration_error(confidence, correct, 2), WithinAbs(0.125, 1e-7));
    const std::array ends{0.0F, 1.0F};
    CHECK_THAT(expected_calibration_error(ends, std::array<std::uint8_t, 2>{0, 1}, 15), WithinAbs(0, 1e-12));
}

TEST_CASE("calibration error refuses what it cannot measure") {
    const std::array one{0.5F};
    const std::array<std::uint8_t, 1> right{1};
    CHECK_THROWS_AS(expected_calibration_error(one, std::vector<std::uint8_t>{}), std::invalid_argument);
    CHECK_THROWS_AS(expected_calibration_error(one, right, 0), std::invalid_argument);
    CHECK_THROWS_AS(expected_calibration_error(std::array{1.5F}, right), std::invalid_argument);
    CHECK_THROWS_AS(expected_calibration_error(std::array{-0.1F}, right), std::invalid_argument);
    CHECK_THROWS_AS(expected_calibration_error(std::array{no_number}, right), std::invalid_argument);
    CHECK(expected_calibration_error(std::vector<float>{}, std::vector<std::uint8_t>{}) == 0);
}
