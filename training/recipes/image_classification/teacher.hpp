// Learning from what a larger network says to the same pictures.
#pragma once

#include <torch/torch.h>

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "training/recipes/image_classification/data/data.hpp"

namespace mllab::recipes {

// What a teacher says to each training picture: asked once, whole and unchanged; what a sample shows of it is another
// matter.
struct TeachersAnswers {
    std::string in_words;         // which teacher, and how it was asked
    torch::Tensor probabilities;  // [pictures, classes]
    double right = 0;             // the share of pictures whose label it finds likeliest

    [[nodiscard]] std::span<const float> of(std::size_t picture) const {
        const auto classes = static_cast<std::size_t>(probabilities.size(1));
        return {probabilities.data_ptr<float>() + picture * classes, classes};
    }
};

// Of the published model `id` with its card, in one of these folders. It was made for other classes and sharper
// pictures: a linear layer learns what its logits mean here. It does so on four fifths of the pictures for the other
// fifth, five times, so that no answer has seen its picture's label. The logits are kept in `kept` for the next time.
// Throws files::FileError where there is no such model, inference::ModelError, inference::CardError.
[[nodiscard]] TeachersAnswers answers_of(const std::string& id, const std::vector<std::filesystem::path>& folders,
                                         const image_classification_data::Data& data,
                                         const std::filesystem::path& kept);

// That linear layer: from logits [N, any] and labels [N] of N pictures to probabilities [N, classes], each from the
// other fifths; picture i is in fifth i mod 5. The same numbers every time. Throws std::invalid_argument on fewer than
// ten.
[[nodiscard]] torch::Tensor told_by_other_fifths(const torch::Tensor& logits, const torch::Tensor& labels,
                                                 std::int64_t classes);

}  // namespace mllab::recipes
