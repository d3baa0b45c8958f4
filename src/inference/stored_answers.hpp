// models/answers/<id>.json: what a model answered to the examples of its page. The trainer writes it through the page's
// own pipeline, so that an example has an answer while the model is still on its way.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inference/model_card.hpp"

namespace mllab::inference {

struct StoredGuess {
    std::size_t label = 0;  // its place among the card's labels
    float p = 0;            // 0 to 1
    // Of what has a place in a picture: left, top, width, height in 0 to 1 of it.
    std::optional<std::array<float, 4>> box{};
    bool operator==(const StoredGuess&) const = default;
};
using StoredAnswer = std::vector<StoredGuess>;  // likeliest first

// By the example: a drawing's label, a picture's file.
using StoredAnswers = std::map<std::string, StoredAnswer>;

// The file is an object: "sha256" of the model file that answered, and "answers", by the example a list of guesses,
// each [label, p] or [label, p, left, top, width, height]. Answers of another model file and files that are damaged in
// any way are none: they only save waiting. Reads 64 KB at most, never throws on what they say.
[[nodiscard]] StoredAnswers stored_answers_of(std::string_view json, const ModelCard& card);

// Of each of so many labels; 0 of those that are not among the guesses.
[[nodiscard]] std::vector<float> probabilities_of(const StoredAnswer& answer, std::size_t labels);

}  // namespace mllab::inference
