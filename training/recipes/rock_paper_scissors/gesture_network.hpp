// What both networks for gestures end with.
#pragma once

#include <cstdint>

#include "training/nn/class_head.hpp"

namespace mllab::recipes {

class GestureNetwork : public nn::ClassHead {
 protected:
    using nn::ClassHead::ClassHead;

    // After the layer that gives the last maps, `channels` of them: the outputs "features_last", "logits" [N, 4] and
    // "class_activation".
    void add_gestures(std::int64_t channels, double dropout, onnx_writer::Storage storage);
};

}  // namespace mllab::recipes
