// Answers that nobody gave, for tests of what is made of them.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "training/recipes/rock_paper_scissors/evaluation/evaluation.hpp"

namespace mllab::testing {

inline constexpr std::size_t rock = 0, paper = 1, scissors = 2, no_hand = 3;

// Logits that a softmax turns into these probabilities.
inline evaluation::Logits logits_of(const std::vector<float>& probabilities) {
    evaluation::Logits logits;
    for (const float p : probabilities) logits.push_back(std::log(p));
    return logits;
}

// `sure` for one of the four, the rest shared by the others.
inline evaluation::Logits sure_of(std::size_t label, float sure) {
    std::vector<float> p(4, (1 - sure) / 3);
    p[label] = sure;
    return logits_of(p);
}

inline void add(gestures_evaluation::Answers& answers, std::size_t label, const evaluation::Logits& logits,
                const std::string& group = "somebody") {
    answers.labels.push_back(label);
    answers.logits.push_back(logits);
    answers.groups.push_back(group);
}

}  // namespace mllab::testing
