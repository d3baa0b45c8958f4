// What an SSD's training makes smaller (Liu et al. 2016, 2.2): the cross-entropy of what anchors say is there, of the
// background only where it is hardest, and the smooth L1 distance of the boxes of those that have something to find.
#pragma once

#include <torch/torch.h>

#include <span>
#include <string>
#include <vector>

#include "training/parallel/process_group.hpp"
#include "training/recipes/object_detection/samples/matching.hpp"
#include "training/recipes/object_detection/ssdlite.hpp"

namespace mllab::recipes {

struct DetectionLossSettings {
    double negatives = 3;   // so many times as many anchors of the background as have something to find
    std::size_t least = 8;  // and at least so many a picture
    double box_weight = 1;  // of the boxes' distance
    [[nodiscard]] std::string in_words() const;
};

// Targets of a batch as tensors: labels [N, anchors] int64, boxes [N, anchors, 4].
struct BatchTargets {
    torch::Tensor labels;
    torch::Tensor boxes;
};
[[nodiscard]] BatchTargets batched(std::span<const object_detection_samples::Targets> pictures);

struct DetectionLoss {
    torch::Tensor loss;  // a scalar, for the gradient
    double right = 0;    // the share of anchors with something to find whose best class is the right one
};

// Divided by the number of anchors that have something to find, that of all processes' pictures, so that several of
// them learn what one would. `answers` in float32.
[[nodiscard]] DetectionLoss detection_loss(const Ssdlite::Answers& answers, const BatchTargets& targets,
                                           const DetectionLossSettings& settings, const parallel::ProcessGroup& group);

}  // namespace mllab::recipes
