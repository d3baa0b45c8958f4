// The browser's side of the seam, as C++ sees it: one-line calls of the host object that platform.mjs passes to the
// module's factory. Text is UTF-8; what is more than a text is JSON as page.d.ts says it. Emscripten only.
#pragma once

#include <cstdint>
#include <string>

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

// Makes the page's WebGL 2 context the current one.
void use_graphics();

}  // namespace mllab::platform::page
