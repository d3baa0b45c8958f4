// How the platform's events reach ImGui. Free of the browser, so that the twin feeds views exactly as the page does.
#pragma once

#include "platform/platform.hpp"

namespace mllab::platform {

// Settings of the current ImGui context that every body shares: no files, no windows dragged about.
void configure_imgui();

// Size, pixel ratio and clock of the next frame. `height` in CSS pixels.
void feed_frame(const Frame& frame, float height, double previous_ms);

// Position and button of one sample. A lifted finger leaves no pointer behind that could hover.
void feed_pointer(const PointerSample& sample);

// Whether ImGui still has input to work through; then another frame is needed.
[[nodiscard]] bool input_is_queued();

}  // namespace mllab::platform
