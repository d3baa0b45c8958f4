// Learning from what a published network says to the same digits.
#pragma once

#include <memory>

#include "ink/strokes.hpp"
#include "training/fit/classifier.hpp"
#include "training/publish/teacher.hpp"

namespace mllab::recipes {

// Distillation from its logits; the labels have a share. Throws std::invalid_argument where the teacher reads drawings
// in another frame: what would lie before it is not what it has learned to read. The loss throws inference::ModelError.
[[nodiscard]] fit::Loss taught_by(const std::shared_ptr<const publish::Teacher>& teacher, const ink::InkFrame& frame);

}  // namespace mllab::recipes
