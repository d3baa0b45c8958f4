#include "experiments/rock_paper_scissors/game/habits.hpp"

#include <algorithm>
#include <numeric>

namespace mllab::rock_paper_scissors {

namespace {

constexpr std::size_t round_values = gesture_count * outcome_count;
// What is left of a context's counts when it is seen again.
constexpr double fade = 0.9;
// Rounding aside: equally likely.
constexpr double tie = 1e-9;

}  // namespace

Habits::Habits() {
    std::size_t contexts = 1;
    for (auto& table : counts_) {
        table.assign(contexts, Distribution{});
        contexts *= round_values;
    }
}

std::size_t Habits::context(std::size_t order) const {
    std::size_t place = 0;
    for (std::size_t i = 0; i < order; ++i) place = place * round_values + past_[i];
    return place;
}

void Habits::learn(Gesture visitor, Outcome outcome) {
    const auto gesture = static_cast<std::size_t>(visitor);
    for (std::size_t order = 0; order <= std::min(longest_context, rounds_); ++order) {
        Distribution& seen = counts_[order][context(order)];
        for (double& count : seen) count *= fade;
        seen[gesture] += 1;
    }
    std::shift_right(past_.begin(), past_.end(), 1);
    past_[0] = gesture * outcome_count + static_cast<std::size_t>(outcome);
    ++rounds_;
}

Habits::Distribution Habits::expected() const {
    Distribution p;
    p.fill(1.0 / gesture_count);
    for (std::size_t order = 0; order <= std::min(longest_context, rounds_); ++order) {
        const Distribution& seen = counts_[order][context(order)];
        const double all = std::accumulate(seen.begin(), seen.end(), 0.0);
        const auto kinds = static_cast<double>(std::ranges::count_if(seen, [](double count) { return count > 0; }));
        if (all <= 0) break;
        for (std::size_t g = 0; g < gesture_count; ++g) p[g] = (seen[g] + kinds * p[g]) / (all + kinds);
    }
    return p;
}

std::optional<Gesture> Habits::guess() const {
    const Distribution p = expected();
    const auto best = std::ranges::max_element(p);
    const auto alike = std::ranges::count_if(p, [&](double other) { return other > *best - tie; });
    if (alike > 1) return std::nullopt;
    return static_cast<Gesture>(best - p.begin());
}

}  // namespace mllab::rock_paper_scissors
