// Networks for the 200 classes of Tiny ImageNet.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "training/nn/backbone.hpp"
#include "training/nn/class_head.hpp"

namespace mllab::recipes {

// With these layers of a backbone that gives `maps` maps, which it keeps; pictures of `side_px`. `summary` says what
// the backbone is. Outputs "logits" and "class_activation".
struct PhotoNetworkPlan {
    std::vector<nn::NamedLayer> backbone;
    std::string summary;  // "MobileNetV2: a convolution and 17 inverted residuals"
    std::int64_t maps = 0;
    int side_px = 0;
};
[[nodiscard]] std::shared_ptr<nn::ClassHead> photo_network(const PhotoNetworkPlan& plan);

}  // namespace mllab::recipes
