// How good a classifier's answers are, with the intervals within which other pictures of the kind might put it.
#pragma once

#include <string>
#include <vector>

#include "training/recipes/image_classification/evaluation/answers.hpp"
#include "training/recipes/image_classification/evaluation/decision.hpp"
#include "training/report/card.hpp"

namespace mllab::classification_evaluation {

// "accuracy" and "top_5_accuracy", "calibration_error" (15 bins) and, of what the page would name, "answered_right"
// (right, or its kin; not named counts as wrong) and "unanswered". Intervals: 95 %, bootstrap over the pictures.
[[nodiscard]] std::vector<report::Metric> figures_of(const Answers& answers,
                                                     const image_classification::Parameters& parameters,
                                                     const std::string& split);

// The same where there are no other pictures to choose temperature and threshold on: every second picture's answer is
// judged with those chosen on the other half, and the other way round.
[[nodiscard]] std::vector<report::Metric> cross_fitted_figures_of(const Answers& answers,
                                                                  const image_classification::Parameters& parameters,
                                                                  const std::string& split);

}  // namespace mllab::classification_evaluation
