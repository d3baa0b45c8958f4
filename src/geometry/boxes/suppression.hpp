// Of many boxes around one thing, the best (greedy non-maximum suppression).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "geometry/box.hpp"

namespace mllab::geometry {

enum class Suppression {
    each_class,  // boxes of different classes may lie on each other
    all,         // one box a place, whatever its class
};

// Indices of the detections that stay, best score first, equal scores by index. One goes when it overlaps one that
// stays by an IoU above `iou_limit`. Boxes that are not sound (is_sound) and scores that are no number never stay and
// suppress nothing. Ends when `most` have been found. Throws std::invalid_argument on a limit outside 0..1.
[[nodiscard]] std::vector<std::size_t> suppressed(std::span<const Detection> detections, double iou_limit,
                                                  Suppression suppression,
                                                  std::size_t most = static_cast<std::size_t>(-1));

}  // namespace mllab::geometry
