#include "core/sampling.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

// A fused multiply-add rounds once where two operations round twice: choices would depend on the machine.
#pragma STDC FP_CONTRACT OFF

namespace mllab::core {

namespace {

void check(const SamplingSettings& settings) {
    if (!(settings.temperature >= 0) || std::isinf(settings.temperature))
        throw std::invalid_argument("a temperature is 0 or more");
    if (!(settings.top_p > 0 && settings.top_p <= 1)) throw std::invalid_argument("top-p is above 0 and at most 1");
}

// The largest logit. Throws where there is nothing to choose from.
double largest_of(std::span<const float> logits) {
    double largest = -std::numeric_limits<double>::infinity();
    for (const float logit : logits) {
        if (std::isnan(logit) || logit == std::numeric_limits<float>::infinity())
            throw std::invalid_argument("a choice was given a logit that is no number");
        largest = std::max(largest, static_cast<double>(logit));
    }
    if (std::isinf(largest)) throw std::invalid_argument("there is nothing to choose from");
    return largest;
}

struct Weighted {
    std::size_t index = 0;
    double logit = 0;   // the network's own
    double score = 0;   // the logit without its penalty
    double share = 0;   // of the network's own probability, not yet divided by the sum
    double weight = 0;  // under the settings, not yet divided by the sum
};

void check_penalties(std::span<const float> penalties, std::size_t count) {
    if (penalties.empty()) return;
    if (penalties.size() != count) throw std::invalid_argument("a choice needs a penalty for each logit, or none");
    for (const float penalty : penalties)
        if (!(penalty >= 0) || std::isinf(penalty)) throw std::invalid_argument("a penalty is 0 or more");
}

// The order makes the sums: it must not depend on the library's way of sorting.
void sort_by(std::vector<Weighted>& items, double Weighted::* what) {
    std::ranges::sort(items, [what](const Weighted& a, const Weighted& b) {
        return a.*what > b.*what || (a.*what == b.*what && a.index < b.index);
    });
}

double sum_of(std::span<const Weighted> items, double Weighted::* part) {
    double sum = 0;
    for (const Weighted& item : items) sum += item.*part;
    return sum;
}

// How many of the items, best first, may be chosen.
std::size_t kept(std::span<const Weighted> items, const SamplingSettings& settings) {
    if (settings.temperature == 0) return 1;
    std::size_t count = items.size();
    if (settings.top_k > 0) count = std::min(count, settings.top_k);
    if (settings.top_p < 1) {
        const double wanted = static_cast<double>(settings.top_p) * sum_of(items.first(count), &Weighted::weight);
        double sum = 0;
        for (std::size_t i = 0; i < count; ++i) {
            sum += items[i].weight;
            if (sum >= wanted) return i + 1;
        }
    }
    return count;
}

// The items by their scores, best first. What cannot be chosen has no weight.
struct Weighing {
    std::vector<Weighted> items;
    std::size_t kept = 0;  // so many of the first may be chosen
    double total = 0;      // of the weights
    double whole = 0;      // of the shares

    [[nodiscard]] Candidate candidate(const Weighted& item) const {
        return {.index = item.index,
                .probability = static_cast<float>(item.share / whole),
                .chance = static_cast<float>(item.weight / total)};
    }
};

Weighing weighed(std::span<const float> logits, const SamplingSettings& settings, std::span<const float> penalties) {
    check(settings);
    check_penalties(penalties, logits.size());
    const double largest = largest_of(logits);
    std::vector<Weighted> items;
    items.reserve(logits.size());
    double highest = -std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < logits.size(); ++i) {
        const double penalty = penalties.empty() ? 0 : static_cast<double>(penalties[i]);
        const auto logit = static_cast<double>(logits[i]);
        items.push_back({.index = i, .logit = logit, .score = logit - penalty, .share = portable_exp(logit - largest)});
        highest = std::max(highest, items.back().score);
    }
    const double whole = sum_of(items, &Weighted::share);
    for (Weighted& item : items) {
        const double difference = item.score - highest;
        if (settings.temperature == 0 && difference > -tie) item.score = highest;
        item.weight = settings.temperature > 0 ? portable_exp(difference / settings.temperature)
                                               : static_cast<double>(item.score == highest);
    }
    sort_by(items, &Weighted::score);
    const std::size_t count = kept(items, settings);
    const double total = sum_of(std::span(items).first(count), &Weighted::weight);
    for (std::size_t i = count; i < items.size(); ++i) items[i].weight = 0;
    return {.items = std::move(items), .kept = count, .total = total, .whole = whole};
}

// So many of the likeliest, as the network says; the items are in another order then.
std::vector<Candidate> told(Weighing& weighing, std::size_t best) {
    sort_by(weighing.items, &Weighted::logit);
    std::vector<Candidate> all;
    for (const Weighted& item : std::span(weighing.items).first(std::min(best, weighing.items.size())))
        all.push_back(weighing.candidate(item));
    return all;
}

}  // namespace

double portable_exp(double x) noexcept {
    if (x < -708) return 0;
    if (x > 709) return std::numeric_limits<double>::infinity();
    // x = k ln 2 + r with |r| <= ln 2 / 2; ln 2 in two parts, so that k ln 2 loses nothing.
    constexpr double ln2_high = 0x1.62e42fee00000p-1;
    constexpr double ln2_low = 0x1.a39ef35793c76p-33;
    const double k = std::floor(x * 1.4426950408889634 + 0.5);
    const double r = (x - k * ln2_high) - k * ln2_low;
    // Taylor's series of e^r; the first term left out is below 1e-17.
    double sum = 1;
    for (int n = 14; n > 0; --n) sum = 1 + sum * r / n;
    const auto exponent = static_cast<std::uint64_t>(static_cast<std::int64_t>(k) + 1023);
    return k > 1023 ? sum * 2 * std::bit_cast<double>((exponent - 1) << 52U)
                    : sum * std::bit_cast<double>(exponent << 52U);
}

std::vector<Candidate> candidates(std::span<const float> logits, const SamplingSettings& settings,
                                  std::span<const float> penalties) {
    Weighing weighing = weighed(logits, settings, penalties);
    return told(weighing, weighing.items.size());
}

Choice choose(std::span<const float> logits, const SamplingSettings& settings, Random& random, std::size_t best,
              std::span<const float> penalties) {
    Weighing weighing = weighed(logits, settings, penalties);
    const std::vector<Weighted>& items = weighing.items;
    const double mark = random.uniform() * weighing.total;
    std::size_t chosen = 0;
    double sum = items[0].weight;
    while (sum <= mark && chosen + 1 < weighing.kept) {
        ++chosen;
        sum += items[chosen].weight;
    }
    // Rounding may carry the mark beyond the last one that can be chosen at all.
    while (items[chosen].weight == 0) --chosen;
    Choice choice{.chosen = weighing.candidate(items[chosen]), .best = {}};
    choice.best = told(weighing, best);
    return choice;
}

double surprise_nats(std::span<const float> logits, std::size_t index) {
    const double largest = largest_of(logits);
    if (index >= logits.size())
        throw std::out_of_range("candidate " + std::to_string(index) + " of " + std::to_string(logits.size()));
    double sum = 0;
    for (const float logit : logits) sum += portable_exp(static_cast<double>(logit) - largest);
    return std::log(sum) - (static_cast<double>(logits[index]) - largest);
}

}  // namespace mllab::core
