#include <catch_amalgamated.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "core/random.hpp"
#include "training/evaluation/figures/bootstrap.hpp"

using namespace mllab;
using Catch::Approx;
using evaluation::bootstrap_interval;
using Times = std::span<const std::uint32_t>;

namespace {

std::optional<double> mean(const std::vector<double>& values, Times times) {
    double sum = 0;
    double count = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        sum += values[i] * times[i];
        count += times[i];
    }
    return sum / count;
}

}  // namespace

TEST_CASE("every draw is as many as there are, and each item comes up as often as any other") {
    std::vector<double> drawn(10);
    int draws = 0;
    CHECK(bootstrap_interval(10,
                             [&](Times times) -> std::optional<double> {
                                 CHECK(std::accumulate(times.begin(), times.end(), 0U) == 10);
                                 for (std::size_t i = 0; i < times.size(); ++i) drawn[i] += times[i];
                                 ++draws;
                                 return 0.0;
                             },
                             {.resamples = 2000}));
    CHECK(draws == 2000);
    for (const double times : drawn) CHECK(times == Approx(2000).epsilon(0.1));
}

TEST_CASE("the interval of a mean is as wide as statistics say") {
    core::Random random(81);
    std::vector<double> values;
    for (int i = 0; i < 400; ++i) values.push_back(random.normal(5, 2));
    const auto interval =
        bootstrap_interval(values.size(), [&](Times times) { return mean(values, times); }, {.resamples = 4000});
    REQUIRE(interval);
    // ± 1.96 standard errors.
    CHECK(interval->high - interval->low == Approx(2 * 1.96 * 2 / std::sqrt(400.0)).epsilon(0.15));
    CHECK((interval->low + interval->high) / 2 == Approx(5).margin(0.3));
    const auto wider = bootstrap_interval(values.size(), [&](Times times) { return mean(values, times); },
                                          {.resamples = 4000, .level = 0.99});
    REQUIRE(wider);
    CHECK((wider->low < interval->low && wider->high > interval->high));
    const auto of_seed = [&](std::uint64_t seed) {
        return bootstrap_interval(values.size(), [&](Times times) { return mean(values, times); },
                                  {.resamples = 100, .seed = seed});
    };
    CHECK(of_seed(2) == of_seed(2));
    CHECK(of_seed(2) != of_seed(3));
}

TEST_CASE("about 95 of 100 intervals hold the truth") {
    int held = 0;
    for (std::uint64_t round = 0; round < 200; ++round) {
        core::Random random(1000 + round);
        std::vector<double> values;
        for (int i = 0; i < 60; ++i) values.push_back(random.uniform());
        const auto interval = bootstrap_interval(values.size(), [&](Times times) { return mean(values, times); },
                                                 {.resamples = 200, .seed = round});
        held += interval && interval->low <= 0.5 && interval->high >= 0.5 ? 1 : 0;
    }
    CHECK(held > 176);
    CHECK(held < 200);
}

TEST_CASE("quantiles lie between neighbours, and draws without a figure are left out") {
    int draw = 0;
    // 0, nothing, 1, nothing, … 10.
    const auto interval = bootstrap_interval(3,
                                             [&](Times) -> std::optional<double> {
                                                 const int now = draw++;
                                                 if (now % 2 == 1) return std::nullopt;
                                                 return now * 0.5;
                                             },
                                             {.resamples = 22, .level = 0.5});
    CHECK(interval == evaluation::Interval{2.5, 7.5});
    CHECK_FALSE(bootstrap_interval(3, [](Times) -> std::optional<double> { return std::nullopt; }));
}

TEST_CASE("intervals of nothing, or of no level, are refused") {
    const auto figure = [](Times) -> std::optional<double> { return 1.0; };
    CHECK_THROWS_AS(bootstrap_interval(0, figure), std::invalid_argument);
    CHECK_THROWS_AS(bootstrap_interval(1, figure, {.resamples = 0}), std::invalid_argument);
    for (const double level : {0.0, 1.0, -1.0, std::numeric_limits<double>::quiet_NaN()})
        CHECK_THROWS_AS(bootstrap_interval(1, figure, {.level = level}), std::invalid_argument);
    CHECK(bootstrap_interval(1, figure) == evaluation::Interval{1, 1});
}
