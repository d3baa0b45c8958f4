// Which confidence is enough for an answer: temperature and thresholds, chosen on validation data.
#pragma once

#include "training/recipes/digits/evaluation/evaluation.hpp"

namespace mllab::digits_evaluation {

struct Decision {
    float temperature = 1;
    float reject_above = 1;
    float reject_below = 0;
};

// The temperature with the least cross-entropy over digits and no-digits (Guo et al. 2017), then the lowest thresholds
// at which no more than `most_lost` of the digits get "not sure", where pictures and drawings count the same: a few odd
// digits of a small set decide nothing.
[[nodiscard]] Decision choose_decision(const Evaluation& validation, double most_lost = 0.004);

}  // namespace mllab::digits_evaluation
