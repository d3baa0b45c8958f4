// The networks of this wing, and what differs between their trainings.
#pragma once

#include <memory>

#include "training/backbones/hand_landmarks.hpp"
#include "training/recipes/rock_paper_scissors/gesture_recipe.hpp"

namespace mllab::recipes {

[[nodiscard]] std::shared_ptr<GestureNetwork> gestures_cnn_network();
// With these layers, which it keeps.
[[nodiscard]] std::shared_ptr<GestureNetwork> gestures_mobilenet_v2_network(const backbones::HandLandmarks& hand);

[[nodiscard]] GestureSettings gestures_cnn_settings();
[[nodiscard]] GestureSettings gestures_mobilenet_v2_settings();

}  // namespace mllab::recipes
