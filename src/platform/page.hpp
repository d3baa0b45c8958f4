// The browser's side of the seam, as C++ sees it: one-line calls of the host object that platform.mjs passes to the
// module's factory. Text is UTF-8. Emscripten only.
#pragma once

#include <cstdint>
#include <string>

namespace mllab::platform::page {

void announce_open(void* bridge);
void announce_failure(const std::string& sentence);
[[nodiscard]] std::string launch_text(const std::string& key);

void state(const char* name);
void result_begin();
void result_guess(const std::string& label, double p);
void result_end(const std::string& text, const std::string& value, double revision, bool settled);
void revision(double value);
void model(const std::string& id);
// `pressed`: 1, 0, or -1 where the action is no toggle.
void action(const std::string& id, const std::string& label, const std::string& icon, const std::string& group,
            const std::string& shortcut, bool enabled, int pressed);
void actions_end();
void area(const std::string& name, float x, float y, float w, float h, bool takes_drags, const std::string& label);
void areas_end();
void field(const std::string& id, const std::string& label, const char* kind, const std::string& value, double low,
           double high, double step, const std::string& hint, const std::string& note);
void fields_end();
void passage_start();
void passage_part(const std::string& text, int sureness);
void passage_end();
void passage_note(const std::string& note);
void progress(const std::string& part, double received, double total);
void error(const std::string& sentence);

void request_frames(int count);
void later(int id);
[[nodiscard]] double now_ms();
[[nodiscard]] std::string setting(const std::string& key);
void store_setting(const std::string& key, const std::string& value);
void save_picture(const std::string& file_name, const std::uint8_t* rgba, int width, int height);
void save_link(const std::string& address, const std::string& file_name);
void copy_text(const std::string& text);
void share_field(const std::string& name, const std::string& value);
void share_end();
// Asks for the keyboard at the caret, or gives it back.
void text_input(bool wanted, float x, float y, float line_height);

// Makes the page's WebGL 2 context the current one.
void use_graphics();

}  // namespace mllab::platform::page
