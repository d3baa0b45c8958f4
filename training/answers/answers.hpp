// What published models answer to the examples of their pages, asked beforehand through the page's own pipelines:
// models/answers/<id>.json (inference/stored_answers.hpp). The page shows it while the model is on its way.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "inference/session.hpp"
#include "inference/stored_answers.hpp"

namespace mllab::answers {

struct PublishedModel {
    std::string id;
    std::string experiment;  // the folder of its page's experiment
    bool operator==(const PublishedModel&) const = default;
};

// The models in the rows of a catalogue (the text of web/catalog.json) of experiments whose pages have examples, each
// once. Throws std::invalid_argument for a text that is no catalogue.
[[nodiscard]] std::vector<PublishedModel> models_with_examples(std::string_view catalog);

// What the model of this card answers to every example of this experiment's page. `pictures`: the site's folder of
// examples. Throws std::invalid_argument for an experiment whose page has none, inference::ModelError,
// inference::CardError and pictures::PictureError.
[[nodiscard]] inference::StoredAnswers asked(std::string_view experiment, const inference::Session& session,
                                             const inference::ModelCard& card, const std::filesystem::path& pictures);

// The file, as inference::stored_answers_of reads it: shares have six digits, the same answers give the same bytes.
[[nodiscard]] std::string file_text(const inference::StoredAnswers& answers, const inference::ModelCard& card);

}  // namespace mllab::answers
