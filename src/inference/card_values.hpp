// Numbers of a model card as pipelines need them: present, and within bounds that make sense.
#pragma once

#include <string>

#include "inference/model_card.hpp"
#include "ink/strokes.hpp"

namespace mllab::inference {

// A number of the card's preprocessing or decision; throws CardError where there is none or it is outside low..high.
[[nodiscard]] float preprocessing_within(const ModelCard& card, const std::string& key, double low, double high);
[[nodiscard]] float decision_within(const ModelCard& card, const std::string& key, double low, double high);

// How a drawing is laid into the model's input: "size_px", "ink_box_px", "pen_width_px". Throws CardError likewise.
[[nodiscard]] ink::InkFrame ink_frame_of(const ModelCard& card);

}  // namespace mllab::inference
