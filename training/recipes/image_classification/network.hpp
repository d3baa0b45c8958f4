// MobileNetV2 for the 200 classes of Tiny ImageNet.
#pragma once

#include <memory>
#include <vector>

#include "training/nn/class_head.hpp"
#include "training/nn/mobilenet_v2.hpp"

namespace mllab::recipes {

// With these layers of MobileNetV2, which it keeps; pictures of `side_px`. Outputs "logits" and "class_activation".
[[nodiscard]] std::shared_ptr<nn::ClassHead> photos_mobilenet_v2_network(const std::vector<nn::NamedLayer>& backbone,
                                                                         int side_px);

}  // namespace mllab::recipes
