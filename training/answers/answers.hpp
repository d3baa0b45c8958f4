// What published models answer to the examples of their pages, asked beforehand through the page's own pipelines:
// models/answers/<id>.json (inference/stored_answers.hpp). The page shows it while the model is on its way.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "inference/session.hpp"
#include "inference/stored_answers.hpp"

namespace mllab::answers {

// The models of the pages that have examples, by id.
[[nodiscard]] std::vector<std::string> model_ids();

// What the model of this card answers to every example of its page. `pictures`: the site's folder of examples. Throws
// std::invalid_argument for a model that is none of those above, inference::ModelError, inference::CardError and
// pictures::PictureError.
[[nodiscard]] inference::StoredAnswers asked(const inference::Session& session, const inference::ModelCard& card,
                                             const std::filesystem::path& pictures);

// The file, as inference::stored_answers_of reads it: shares have six digits, the same answers give the same bytes.
[[nodiscard]] std::string file_text(const inference::StoredAnswers& answers, const inference::ModelCard& card);

}  // namespace mllab::answers
