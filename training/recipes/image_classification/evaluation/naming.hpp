// When a named class counts as right.
#pragma once

#include <algorithm>
#include <cstddef>

#include "experiments/image_classification/pipeline/pipeline.hpp"

namespace mllab::classification_evaluation {

// A class was named, and it or one of its kin is what the picture shows.
[[nodiscard]] inline bool names_rightly(const image_classification::Answer& answer, std::size_t label,
                                        const image_classification::Parameters& parameters) {
    if (!answer.known) return false;
    if (*answer.known == label) return true;
    return *answer.known < parameters.kin.size() && std::ranges::contains(parameters.kin[*answer.known], label);
}

}  // namespace mllab::classification_evaluation
