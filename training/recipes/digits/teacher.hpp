// Learning from what a published model says to the same samples.
#pragma once

#include <filesystem>
#include <string>

#include "ink/strokes.hpp"
#include "training/fit/classifier.hpp"

namespace mllab::recipes {

struct Teacher {
    fit::Loss loss;        // distillation; throws inference::ModelError
    std::string in_words;  // which, and its file's hash
};

// Throws files::FileError, which says what to train first, where there is no such card.
void require_teacher(const std::string& pupil, const std::string& id, const std::filesystem::path& models);

// Throws std::invalid_argument where the teacher reads drawings in another frame: what would lie before it is not what
// it has learned to read. Else as open_published.
[[nodiscard]] Teacher teacher_of_digits(const std::string& id, const std::filesystem::path& models,
                                        const ink::InkFrame& frame);

}  // namespace mllab::recipes
