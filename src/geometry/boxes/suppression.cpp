#include "geometry/boxes/suppression.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "geometry/boxes/overlap.hpp"

namespace mllab::geometry {

std::vector<std::size_t> suppressed(std::span<const Detection> detections, double iou_limit, Suppression suppression,
                                    std::size_t most) {
    if (!(iou_limit >= 0 && iou_limit <= 1)) throw std::invalid_argument("a limit of overlap lies in 0..1");
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < detections.size(); ++i)
        if (!std::isnan(detections[i].score) && is_sound(detections[i].box)) order.push_back(i);
    std::ranges::stable_sort(order,
                             [&](std::size_t a, std::size_t b) { return detections[a].score > detections[b].score; });
    std::vector<std::size_t> kept;
    for (const std::size_t candidate : order) {
        if (kept.size() == most) break;
        const Detection& one = detections[candidate];
        const bool covered = std::ranges::any_of(kept, [&](std::size_t better) {
            const Detection& other = detections[better];
            return (suppression == Suppression::all || other.label == one.label) && iou(other.box, one.box) > iou_limit;
        });
        if (!covered) kept.push_back(candidate);
    }
    return kept;
}

}  // namespace mllab::geometry
