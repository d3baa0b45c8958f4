// What a visitor is told about the camera: before it is asked for, while it runs, and when there is none.
#pragma once

#include <string>

#include "platform/camera.hpp"

namespace mllab::viewfinder {

// The label of the action that switches the camera on; the sentences name it.
inline constexpr const char* use_camera = "Use the camera";

// It could not be had, or went away: a sentence says what to do.
[[nodiscard]] bool in_trouble(platform::CameraState state);

// What happened and what to do, in one or two sentences. `reason`: a sentence that says what the camera is for; told
// before it is asked for.
[[nodiscard]] std::string words_of(platform::CameraState state, const std::string& reason);

// How the camera is used, for who wants to know more before he presses.
[[nodiscard]] std::string camera_promise();

}  // namespace mllab::viewfinder
