// What a model file says to pictures of hands and to pictures without one, asked as the page asks it: the page's own
// encoding, then the file through Session. From these logits everything else is computed (decision.hpp, figures.hpp).
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "experiments/rock_paper_scissors/pipeline/pipeline.hpp"
#include "inference/session.hpp"
#include "training/evaluation/asking.hpp"
#include "training/recipes/rock_paper_scissors/data/evaluation_sets.hpp"

namespace mllab::gestures_evaluation {

// One set.
struct Answers {
    std::string data;  // its name on the card
    std::vector<evaluation::Logits> logits;
    std::vector<std::size_t> labels;  // rock, paper, scissors, no hand
    std::vector<std::string> groups;  // person, recording or camera of each picture
};

// Throws inference::ModelError.
[[nodiscard]] std::vector<Answers> evaluate(const inference::Session& session,
                                            const rock_paper_scissors::Parameters& parameters,
                                            const std::vector<gestures_data::EvaluationSet>& sets);

}  // namespace mllab::gestures_evaluation
