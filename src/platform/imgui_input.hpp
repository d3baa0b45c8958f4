// How the platform's events reach ImGui. Free of the browser, so that the twin feeds views exactly as the page does.
#pragma once

#include <string_view>

#include "platform/platform.hpp"

namespace mllab::platform {

// Settings of the current ImGui context that every body shares: no files, no blinking, no windows dragged about.
void configure_imgui();

// Size, pixel ratio and clock of the next frame. `height` in CSS pixels.
void feed_frame(const Frame& frame, float height, double previous_ms);

// Position and button of one sample. A lifted finger leaves no pointer behind that could hover.
void feed_pointer(const PointerSample& sample);

// A key by the browser's name, with the modifiers that are down. Keys that ImGui has no name for are ignored.
void feed_key(std::string_view name, bool down, bool shift, bool control);

// Whether a scrollable ImGui window lies under the pointer, so that the wheel is the stage's and not the page's.
[[nodiscard]] bool wheel_is_wanted();

// Whether ImGui still has input to work through; then another frame is needed.
[[nodiscard]] bool input_is_queued();

}  // namespace mllab::platform
