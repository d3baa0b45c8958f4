#include "training/recipes/image_classification/evaluation/answers.hpp"

namespace mllab::classification_evaluation {

Answers ask(const inference::Session& session, const image_classification::Parameters& parameters,
            const LabelledPictures& pictures) {
    Answers answers{.data = pictures.data, .logits = {}, .labels = pictures.labels};
    answers.logits = evaluation::logits_of(
        session, pictures.labels.size(), {3, parameters.side_px, parameters.side_px},
        [&](std::size_t i) { return image_classification::encode(pictures.picture(i), parameters).planes; });
    return answers;
}

Answers part_of(const Answers& answers, const std::vector<std::size_t>& places) {
    Answers part{.data = answers.data, .logits = {}, .labels = {}};
    for (const std::size_t place : places) {
        part.logits.push_back(answers.logits.at(place));
        part.labels.push_back(answers.labels.at(place));
    }
    return part;
}

}  // namespace mllab::classification_evaluation
