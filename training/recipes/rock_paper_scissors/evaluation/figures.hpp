// The figures of an evaluation, for the model card.
#pragma once

#include <string>
#include <vector>

#include "training/recipes/rock_paper_scissors/evaluation/evaluation.hpp"
#include "training/report/card.hpp"

namespace mllab::gestures_evaluation {

// Of each set's hands: `balanced_accuracy` (the best of the three gestures is right, the mean of the three gestures'
// shares), `lowest_of_groups` (the share of right ones, of that person, recording or camera of ten pictures or more at
// which it is lowest; where there are two or more), `answered_right` (the page's answer is right; none counts as
// wrong), `unanswered`. Of its pictures without a hand: `false_gesture`. Of all of it: `calibration_error` of the
// likeliest of the four, and beside it `calibration_error_by_chance`, what so many pictures show even of a network that
// is right as often as it says. Of webcam hands of dark and of light skin `balanced_accuracy` and `answered_right`
// apart, where there are both.
[[nodiscard]] std::vector<report::Metric> figures_of(const std::vector<Answers>& sets,
                                                     const rock_paper_scissors::Parameters& parameters,
                                                     const std::string& split);

// "balanced_accuracy on green-screen hands, test: 99.10 % of 420", for a terminal.
[[nodiscard]] std::string message(const report::Metric& metric);

// Whom and what a model is less good for, from its figures of this split: a sentence for each kind of hands at which it
// is right less often by five in a hundred or more than at the best, and what no picture shows.
[[nodiscard]] std::vector<std::string> limits_of(const std::vector<report::Metric>& figures);

// Truth against the page's answer, over all these sets together; what gets no gesture is answered “no hand”.
[[nodiscard]] report::Confusion confusion_of(const std::vector<Answers>& evaluation,
                                             const rock_paper_scissors::Parameters& parameters, const std::string& name,
                                             const std::string& split);

}  // namespace mllab::gestures_evaluation
