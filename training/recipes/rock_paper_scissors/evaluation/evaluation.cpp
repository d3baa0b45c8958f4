#include "training/recipes/rock_paper_scissors/evaluation/evaluation.hpp"

#include <utility>

namespace mllab::gestures_evaluation {

std::vector<Answers> evaluate(const inference::Session& session, const rock_paper_scissors::Parameters& parameters,
                              const std::vector<gestures_data::EvaluationSet>& sets) {
    std::vector<Answers> all;
    for (const gestures_data::EvaluationSet& set : sets) {
        Answers answers{.data = set.name, .logits = {}, .labels = {}, .groups = {}};
        answers.logits = evaluation::logits_of(
            session, set.pictures.size(), {3, parameters.side_px, parameters.side_px},
            [&](std::size_t i) { return rock_paper_scissors::encode(set.pictures[i].picture, parameters).planes; });
        for (const auto& picture : set.pictures) {
            answers.labels.push_back(picture.label);
            answers.groups.push_back(picture.group);
        }
        all.push_back(std::move(answers));
    }
    return all;
}

}  // namespace mllab::gestures_evaluation
