// Choosing the next one of a sequence from a network's logits: temperature, top-k, top-p, and a seed. The same logits,
// settings and generator give the same choice on every machine: nothing here asks the C library for an exponential or
// a distribution, only for sums and products, which IEEE 754 fixes to the last bit.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/random.hpp"

namespace mllab::core {

struct SamplingSettings {
    float temperature = 1;  // 0: always the likeliest; below 1 bolder than the network, above 1 more even
    std::size_t top_k = 0;  // only the k likeliest; 0: all
    float top_p = 1;  // only the likeliest that together reach p (Holtzman et al. 2020), after temperature and top-k
    // Nats, for whoever knows what was chosen before and makes penalties of it; `choose` itself does not look at it.
    float repetition_penalty = 0;
};

struct Candidate {
    std::size_t index = 0;
    float probability = 0;  // as the network says, at temperature 1
    float chance = 0;       // of being chosen under the settings; 0 where top-k or top-p cut it off
};

struct Choice {
    Candidate chosen;
    std::vector<Candidate> best;  // the likeliest, best first; the chosen one is among them only if it is that likely
};

// At temperature 0 logits that are less than this below the largest count as equal to it, and the first of them is
// taken: what is equal by the network's own arithmetic must not be decided by how a machine rounds. In nats.
inline constexpr double tie = 1e-4;

// One draw from `logits`; uses exactly one number of `random`, whatever the settings. Equal logits keep the order of
// their indices; minus infinity is never chosen. `best` says how many candidates to report. `penalties`: subtracted
// from the logits before the settings apply, one for each, or none at all; they change chances, and leave the
// probabilities that are reported the network's own. Throws std::invalid_argument on no logits, on one that is not a
// number or plus infinity, on minus infinities only, on penalties of another count or that are negative or not finite,
// and on settings that are senseless (temperature < 0 or not finite, top_p outside (0, 1]).
[[nodiscard]] Choice choose(std::span<const float> logits, const SamplingSettings& settings, Random& random,
                            std::size_t best = 5, std::span<const float> penalties = {});

// All that can be chosen from, the likeliest by the network first, with their chances under the settings: what `choose`
// draws from. Throws as `choose` does.
[[nodiscard]] std::vector<Candidate> candidates(std::span<const float> logits, const SamplingSettings& settings,
                                                std::span<const float> penalties = {});

// -log p(index) in nats, at temperature 1: how surprised the network is. Throws as `choose` does, and
// std::out_of_range.
[[nodiscard]] double surprise_nats(std::span<const float> logits, std::size_t index);

// e^x, the same bits everywhere; within 2 units in the last place for -708 < x < 709, 0 below. Not for NaN.
[[nodiscard]] double portable_exp(double x) noexcept;

}  // namespace mllab::core
