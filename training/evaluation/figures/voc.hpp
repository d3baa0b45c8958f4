// PASCAL VOC's average precision (Everingham et al. 2010), at an IoU of 0.5.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "training/evaluation/figures/detection.hpp"

namespace mllab::evaluation {

enum class VocRule : std::uint8_t {
    all_points,     // since 2010: the area under precision (made falling) over recall
    eleven_points,  // until 2009: mean of the best precision at or beyond recalls of 0, 0.1 … 1
};

struct VocFigures {
    std::vector<std::optional<double>> of_classes;  // nothing for a class that has no thing to be found
    std::optional<double> mean{};                   // over the others
};

// Every answer belongs to the truth of its class that it overlaps most (the first, if two are equal); from `least_iou`
// on it is right, and wrong if a better answer had that truth already. Crowds count as difficult: neither right nor
// wrong, however often. Boxes are measured as they are, without the extra pixel of VOC's whole coordinates. Answers
// without a score or a sound box count for nothing. Throws std::invalid_argument on a label that is not below `classes`
// and a least IoU outside 0..1 (0 excluded).
[[nodiscard]] VocFigures voc_figures(std::span<const SeenPicture> pictures, std::size_t classes, VocRule rule,
                                     double least_iou = 0.5);

}  // namespace mllab::evaluation
