// Which confidence is enough for a gesture: temperature and thresholds, chosen on validation data.
#pragma once

#include <vector>

#include "training/recipes/rock_paper_scissors/evaluation/evaluation.hpp"

namespace mllab::gestures_evaluation {

struct Decision {
    float temperature = 1;
    float reject_above = 1;
    float reject_below = 0;
};

// The temperature with the least cross-entropy (Guo et al. 2017), each set weighing the same; then, of the pairs of
// thresholds at which no set has a gesture in more than `most_false` of its pictures without a hand, the one at which
// most hands get the right answer, again the mean over sets. Where no pair keeps that, the one that comes nearest.
[[nodiscard]] Decision choose_decision(const std::vector<Answers>& validation, double most_false = 0.01);

}  // namespace mllab::gestures_evaluation
