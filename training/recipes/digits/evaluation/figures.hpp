// The figures of an evaluation, for the model card.
#pragma once

#include <string>
#include <vector>

#include "training/recipes/digits/evaluation/evaluation.hpp"
#include "training/report/card.hpp"

namespace mllab::digits_evaluation {

// For every set of digits: `accuracy` (the best of the ten is right), `answered_right` (the page's answer is right;
// "not sure" counts as wrong), `unanswered`; for every set of no-digits: `rejected`; over MNIST and strokes together
// `calibration_error`.
[[nodiscard]] std::vector<report::Metric> figures_of(const Evaluation& evaluation, const digits::Parameters& parameters,
                                                     const std::string& split);

// "accuracy on MNIST, test: 99.57 % of 10,000", for a terminal.
[[nodiscard]] std::string message(const report::Metric& metric);

// Truth against the best of the ten digits, on MNIST.
[[nodiscard]] report::Confusion confusion_of(const Evaluation& evaluation, const digits::Parameters& parameters,
                                             const std::string& split);

}  // namespace mllab::digits_evaluation
