// The cross-entropy of a text network's file on a text that it was not trained on.
#pragma once

#include <cstdint>
#include <vector>

#include "experiments/text_generation/pipeline/pipeline.hpp"
#include "inference/session.hpp"

namespace mllab::text_generation_evaluation {

struct TextEvaluation {
    std::int64_t characters = 0;
    double nats = 0;         // sum over all characters
    std::int64_t right = 0;  // characters that were the likeliest
    [[nodiscard]] double nats_per_character() const { return nats / static_cast<double>(characters); }
    [[nodiscard]] double bits_per_character() const;
    [[nodiscard]] double accuracy() const { return static_cast<double>(right) / static_cast<double>(characters); }
};

// Cuts the text into `batch_size` parts of one length (a remainder below `batch_size` characters is not read), and
// reads them side by side in order, each from the initial hidden states: the start token, then every character once.
// With a batch size of one this is the text in order, whole. Throws inference::ModelError, and std::invalid_argument on
// a text without characters.
[[nodiscard]] TextEvaluation evaluate(const inference::Session& session, const text_generation::Parameters& parameters,
                                      const std::vector<std::int64_t>& tokens, std::size_t batch_size = 1);

}  // namespace mllab::text_generation_evaluation
