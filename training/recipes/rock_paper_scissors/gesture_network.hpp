// What both networks for gestures end with.
#pragma once

#include <cstdint>
#include <memory>

#include "training/nn/class_head.hpp"

namespace mllab::recipes {

class GestureNetwork : public nn::ClassHead {
 protected:
    using nn::ClassHead::ClassHead;

    struct GesturePlan {
        std::int64_t channels = 0;                     // of the last maps
        std::shared_ptr<nn::Layer> further = nullptr;  // as HeadPlan has it
        double dropout = 0;
        onnx_writer::Storage storage = onnx_writer::Storage::int8_per_channel();  // of the last layer's weights
    };
    // After the layer that gives the last maps: the outputs "features_last", "logits" [N, 4] and "class_activation".
    void add_gestures(const GesturePlan& plan);
};

}  // namespace mllab::recipes
