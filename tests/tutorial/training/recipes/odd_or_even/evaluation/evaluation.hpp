// How often a file is right, asked as the page asks it.
#pragma once

#include <cstdint>
#include <span>

#include "experiments/odd_or_even/pipeline/pipeline.hpp"
#include "inference/session.hpp"

namespace mllab::odd_or_even_evaluation {

struct Evaluation {
    std::int64_t asked = 0;
    std::int64_t right = 0;
    [[nodiscard]] double accuracy() const {
        return asked == 0 ? 0 : static_cast<double>(right) / static_cast<double>(asked);
    }
};

// Asks about every number, in batches. Throws inference::ModelError, and std::invalid_argument on logits of another
// shape.
[[nodiscard]] Evaluation evaluate(const inference::Session& session, std::span<const odd_or_even::Number> numbers);

}  // namespace mllab::odd_or_even_evaluation
