// Which confidence is enough for a gesture: temperature and thresholds, chosen on validation data.
#pragma once

#include <vector>

#include "training/recipes/rock_paper_scissors/evaluation/evaluation.hpp"

namespace mllab::gestures_evaluation {

struct Decision {
    float temperature = 1;
    float no_hand_bias = 0;
    float reject_above = 1;
    float reject_below = 0;
};

// The parameters with what was chosen in place of theirs.
[[nodiscard]] rock_paper_scissors::Parameters with(const Decision& decision,
                                                   rock_paper_scissors::Parameters parameters);

// The temperature (Guo et al. 2017) and the bias of “no hand” with the least cross-entropy, each set weighing the same
// but for green-screen hands, which count a quarter; then, of the pairs of thresholds at which no set has a gesture in
// more than `most_false` of its pictures without a hand, the one at which most hands get the right answer, the mean
// over sets. Where no pair keeps that, the one that comes nearest.
[[nodiscard]] Decision choose_decision(const std::vector<Answers>& validation, double most_false = 0.01);

}  // namespace mllab::gestures_evaluation
