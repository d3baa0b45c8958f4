#include "training/evaluation/figures/bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "core/random.hpp"

namespace mllab::evaluation {

namespace {

double quantile(const std::vector<double>& sorted, double q) {
    const double place = q * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (place - std::floor(place)) * (sorted[above] - sorted[below]);
}

}  // namespace

std::optional<Interval> bootstrap_interval(
    std::size_t items, const std::function<std::optional<double>(std::span<const std::uint32_t>)>& figure,
    const BootstrapSettings& settings) {
    if (items == 0 || settings.resamples == 0 || !(settings.level > 0 && settings.level < 1))
        throw std::invalid_argument("an interval needs items, resamples and a level between 0 and 1");
    const core::Random seeded(settings.seed);
    std::vector<double> values;
    for (std::size_t draw = 0; draw < settings.resamples; ++draw) {
        core::Random random = seeded.fork(draw);
        std::vector<std::uint32_t> times(items);
        for (std::size_t i = 0; i < items; ++i) ++times[random.below(items)];
        if (const std::optional<double> value = figure(times)) values.push_back(*value);
    }
    if (values.empty()) return std::nullopt;
    std::ranges::sort(values);
    return Interval{quantile(values, (1 - settings.level) / 2), quantile(values, (1 + settings.level) / 2)};
}

}  // namespace mllab::evaluation
