// A detector's figures for its model card and for a terminal.
#pragma once

#include <string>
#include <vector>

#include "training/recipes/object_detection/evaluation/evaluation.hpp"
#include "training/report/card.hpp"

namespace mllab::detection_evaluation {

// Of each side `average_precision` (COCO's, IoU 0.50 to 0.95) and `average_precision_50`; the data's name tells the
// side and, where the network has no word for some, of how many of COCO's 80 things the figures are. A figure about
// nothing is left out.
[[nodiscard]] std::vector<report::Metric> metrics_of(const std::vector<Figures>& figures,
                                                     const detection_data::MeasuredPhotos& photos,
                                                     const std::string& split);

// "512 px: AP 25.1 % (21.0 to 29.3), AP50 41.2 % (…), AP75 …; small …, medium …, large …; 134 photos, 80 things".
[[nodiscard]] std::string message(const Figures& figures);

}  // namespace mllab::detection_evaluation
