// The browser's side of the seam, as C++ sees it: one-line calls of the host object that platform.mjs passes to the
// module's factory. Text is UTF-8; what is more than a text is JSON as page.d.ts says it. Emscripten only.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "platform/camera.hpp"

namespace mllab::platform::page {

void announce_open(void* bridge);
void announce_failure(const std::string& message);
[[nodiscard]] std::string launch();

void show(const std::string& changes);
void write(const std::string& passage);
void perform(const std::string& request);
void save_picture(const std::string& file_name, const std::uint8_t* rgba, int width, int height);

void request_frames(int count);
void wake();
void later(int id);
[[nodiscard]] double now_ms();

// Cameras by number; camera.mjs reports what becomes of them by mllab_camera.
void camera_start(int camera, Facing facing);
void camera_stop(int camera);
void camera_close(int camera);
// The newest frame into the texture that is bound.
void camera_upload(int camera);
// Draws the newest frame with at most so many pixels on its longer side and gives width and height, 0 where there is
// none; then the pixels can be fetched: width * height * 4 bytes.
[[nodiscard]] std::pair<int, int> camera_take(int camera, int longest_side);
void camera_pixels(std::uint8_t* rgba);

// Makes the page's WebGL 2 context the current one.
void use_graphics();

}  // namespace mllab::platform::page
