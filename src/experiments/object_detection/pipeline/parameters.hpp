// What a detector's model card says of it: how it wants pictures, what its outputs mean, and where its answers begin.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "geometry/boxes/anchors.hpp"
#include "image/planes.hpp"
#include "inference/model_card.hpp"

namespace mllab::object_detection {

// A heat map for each class, whose peaks are things' centres, and the distances to their edges (CenterNet). Outputs
// "heat" [1, classes, side / stride, side / stride], probabilities; "distances" [1, 4, the same], in input pixels.
struct CentrePoints {
    int stride_px = 4;
};

// Boxes measured from anchors (SSD). Outputs "logits" [1, anchors, 1 + classes], the background first; "boxes"
// [1, anchors, 4], encoded.
struct Anchored {
    std::vector<geometry::Anchor> anchors;
    geometry::Variances variances{};
    bool softmax = false;  // over background and classes; else a sigmoid of each
};

using Head = std::variant<CentrePoints, Anchored>;

struct Parameters {
    std::vector<int> sides_px;  // of the square input, one or several to choose from
    image::Normalisation normalisation{};
    bool letterbox = true;  // the whole picture in its own shape, with bars; else stretched to the square
    float padding = 0;      // of the bars: 0 black to 1 white
    Head head{};
    float score = 0.4F;    // where the page's threshold begins
    float overlap = 0.5F;  // and its limit of overlap
    std::vector<std::string> labels;

    // Reads "side_px", where there are more "side_2_px" and "side_3_px", "mean", "deviation", "letterbox", "padding";
    // "stride_px" of centre points, or of anchors "anchor_layers", "anchor_first_stride_px" (each layer's is twice the
    // one before), "anchor_smallest_scale", "anchor_largest_scale", "anchor_lowest_layer_scale", "centre_variance",
    // "size_variance"; and "score", "overlap", of anchors "softmax". Throws inference::CardError where one is missing
    // or senseless, and where there are no labels.
    [[nodiscard]] static Parameters from(const inference::ModelCard& card);
};

}  // namespace mllab::object_detection
