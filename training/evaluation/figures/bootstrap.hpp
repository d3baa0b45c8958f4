// How far a figure would have come out otherwise with other samples of the same kind: percentile bootstrap (Efron
// 1979).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>

namespace mllab::evaluation {

struct Interval {
    double low = 0;
    double high = 0;
    bool operator==(const Interval&) const = default;
};

struct BootstrapSettings {
    std::size_t resamples = 1000;
    double level = 0.95;
    std::uint64_t seed = 1;
};

// `items` are drawn with replacement, as many as there are, `resamples` times; `figure` gets how often each was drawn.
// The interval lies between the quantiles (1 ∓ level) / 2 of what it gave (linear between neighbours); draws for which
// it gives nothing are left out. Nothing where no draw gave anything. The same seed gives the same interval everywhere.
// Throws std::invalid_argument on a level outside 0..1 (both excluded) and on 0 items or resamples.
[[nodiscard]] std::optional<Interval> bootstrap_interval(
    std::size_t items, const std::function<std::optional<double>(std::span<const std::uint32_t>)>& figure,
    const BootstrapSettings& settings = {});

}  // namespace mllab::evaluation
