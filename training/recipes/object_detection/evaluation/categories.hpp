// Which of COCO's categories a detector's labels mean, so that detectors with other labels are measured, too: on the
// things that both have a word for.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "training/datasets/coco/instances.hpp"

namespace mllab::detection_evaluation {

// Of each label the category's index: of the same name, capital or small, or of Open Images' names that mean the same
// ("cattle": "cow"; "mug" and "coffee cup": "cup"). Nothing for a label that COCO has no category for, or one that
// means something else ("desk": COCO's tables are those at which one dines).
[[nodiscard]] std::vector<std::optional<std::size_t>> categories_of(
    const std::vector<std::string>& labels, const std::vector<datasets::CocoCategory>& categories);

}  // namespace mllab::detection_evaluation
