#include "platform/page.hpp"

#include <emscripten/em_js.h>

#include <cstdlib>

// The macros paste JavaScript; what they hide are C functions, and -Wpedantic dislikes their `$`.
#pragma clang diagnostic ignored "-Wdollar-in-identifier-extension"
#pragma clang diagnostic ignored "-Wgnu-zero-variadic-macro-arguments"

// clang-format off
EM_JS_DEPS(mllab_page, "$GL,$UTF8ToString,$stringToNewUTF8")

EM_JS(void, mllab_js_opened, (void* bridge), { Module["mllabHost"].opened(bridge); })
EM_JS(void, mllab_js_failed, (const char* sentence), { Module["mllabHost"].failed(UTF8ToString(sentence)); })
EM_JS(char*, mllab_js_launch, (const char* key), { return stringToNewUTF8(Module["mllabHost"].launch(UTF8ToString(key))); })
EM_JS(void, mllab_js_state, (const char* name), { Module["mllabHost"].state(UTF8ToString(name)); })
EM_JS(void, mllab_js_result_begin, (), { Module["mllabHost"].resultBegin(); })
EM_JS(void, mllab_js_result_guess, (const char* label, double p), { Module["mllabHost"].resultGuess(UTF8ToString(label), p); })
EM_JS(void, mllab_js_result_end, (const char* text, const char* value, double revision, int settled), {
    Module["mllabHost"].resultEnd(UTF8ToString(text), UTF8ToString(value), revision, settled !== 0);
})
EM_JS(void, mllab_js_revision, (double value), { Module["mllabHost"].revision(value); })
EM_JS(void, mllab_js_model, (const char* id), { Module["mllabHost"].model(UTF8ToString(id)); })
EM_JS(void, mllab_js_action, (const char* id, const char* label, const char* icon, const char* group,
                              const char* shortcut, int enabled, int pressed), {
    Module["mllabHost"].action(UTF8ToString(id), UTF8ToString(label), UTF8ToString(icon), UTF8ToString(group),
                               UTF8ToString(shortcut), enabled !== 0, pressed);
})
EM_JS(void, mllab_js_actions_end, (), { Module["mllabHost"].actionsEnd(); })
EM_JS(void, mllab_js_area, (const char* name, double x, double y, double w, double h, int drags, const char* label), {
    Module["mllabHost"].area(UTF8ToString(name), [x, y, w, h], drags !== 0, UTF8ToString(label));
})
EM_JS(void, mllab_js_areas_end, (), { Module["mllabHost"].areasEnd(); })
EM_JS(void, mllab_js_field, (const char* id, const char* label, const char* kind, const char* value, double low,
                             double high, double step, const char* hint, const char* note), {
    Module["mllabHost"].field(UTF8ToString(id), UTF8ToString(label), UTF8ToString(kind), UTF8ToString(value), low, high,
                              step, UTF8ToString(hint), UTF8ToString(note));
})
EM_JS(void, mllab_js_fields_end, (), { Module["mllabHost"].fieldsEnd(); })
EM_JS(void, mllab_js_passage_start, (), { Module["mllabHost"].passageStart(); })
EM_JS(void, mllab_js_passage_part, (const char* text, int sureness), {
    Module["mllabHost"].passagePart(UTF8ToString(text), sureness);
})
EM_JS(void, mllab_js_passage_end, (), { Module["mllabHost"].passageEnd(); })
EM_JS(void, mllab_js_passage_note, (const char* note), { Module["mllabHost"].passageNote(UTF8ToString(note)); })
EM_JS(void, mllab_js_share_field, (const char* name, const char* value), {
    Module["mllabHost"].shareField(UTF8ToString(name), UTF8ToString(value));
})
EM_JS(void, mllab_js_share_end, (), { Module["mllabHost"].shareEnd(); })
EM_JS(void, mllab_js_progress, (const char* part, double received, double total), {
    Module["mllabHost"].progress(UTF8ToString(part), received, total);
})
EM_JS(void, mllab_js_error, (const char* sentence), { Module["mllabHost"].error(UTF8ToString(sentence)); })
EM_JS(void, mllab_js_frames, (int count), { Module["mllabHost"].requestFrames(count); })
EM_JS(void, mllab_js_later, (int id), { Module["mllabHost"].later(id); })
EM_JS(double, mllab_js_now, (), { return performance.now(); })
EM_JS(char*, mllab_js_setting, (const char* key), { return stringToNewUTF8(Module["mllabHost"].setting(UTF8ToString(key))); })
EM_JS(void, mllab_js_store, (const char* key, const char* value), {
    Module["mllabHost"].storeSetting(UTF8ToString(key), UTF8ToString(value));
})
EM_JS(void, mllab_js_save_picture, (const char* name, const void* rgba, int width, int height), {
    Module["mllabHost"].savePicture(UTF8ToString(name), HEAPU8.slice(rgba, rgba + 4 * width * height), width, height);
})
EM_JS(void, mllab_js_save_link, (const char* address, const char* name), {
    Module["mllabHost"].saveLink(UTF8ToString(address), UTF8ToString(name));
})
EM_JS(void, mllab_js_copy, (const char* text), { Module["mllabHost"].copyText(UTF8ToString(text)); })
EM_JS(void, mllab_js_text_input, (int wanted, double x, double y, double height), {
    Module["mllabHost"].textInput(wanted !== 0, x, y, height);
})
EM_JS(void, mllab_js_graphics, (), {
    GL.makeContextCurrent(GL.registerContext(Module["mllabHost"].gl, { majorVersion: 2, enableExtensionsByDefault: false }));
})
// clang-format on

namespace mllab::platform::page {

namespace {

std::string taken(char* text) {
    std::string copy = text;
    std::free(text);  // NOLINT: JavaScript allocated it with malloc
    return copy;
}

}  // namespace

void announce_open(void* bridge) { mllab_js_opened(bridge); }
void announce_failure(const std::string& sentence) { mllab_js_failed(sentence.c_str()); }
std::string launch_text(const std::string& key) { return taken(mllab_js_launch(key.c_str())); }

void state(const char* name) { mllab_js_state(name); }
void result_begin() { mllab_js_result_begin(); }
void result_guess(const std::string& label, double p) { mllab_js_result_guess(label.c_str(), p); }
void result_end(const std::string& text, const std::string& value, double revision, bool settled) {
    mllab_js_result_end(text.c_str(), value.c_str(), revision, settled ? 1 : 0);
}
void revision(double value) { mllab_js_revision(value); }
void model(const std::string& id) { mllab_js_model(id.c_str()); }
void action(const std::string& id, const std::string& label, const std::string& icon, const std::string& group,
            const std::string& shortcut, bool enabled, int pressed) {
    mllab_js_action(id.c_str(), label.c_str(), icon.c_str(), group.c_str(), shortcut.c_str(), enabled ? 1 : 0, pressed);
}
void actions_end() { mllab_js_actions_end(); }
void area(const std::string& name, float x, float y, float w, float h, bool takes_drags, const std::string& label) {
    mllab_js_area(name.c_str(), x, y, w, h, takes_drags ? 1 : 0, label.c_str());
}
void areas_end() { mllab_js_areas_end(); }
void field(const std::string& id, const std::string& label, const char* kind, const std::string& value, double low,
           double high, double step, const std::string& hint, const std::string& note) {
    mllab_js_field(id.c_str(), label.c_str(), kind, value.c_str(), low, high, step, hint.c_str(), note.c_str());
}
void fields_end() { mllab_js_fields_end(); }
void passage_start() { mllab_js_passage_start(); }
void passage_part(const std::string& text, int sureness) { mllab_js_passage_part(text.c_str(), sureness); }
void passage_end() { mllab_js_passage_end(); }
void passage_note(const std::string& note) { mllab_js_passage_note(note.c_str()); }
void progress(const std::string& part, double received, double total) {
    mllab_js_progress(part.c_str(), received, total);
}
void error(const std::string& sentence) { mllab_js_error(sentence.c_str()); }

void request_frames(int count) { mllab_js_frames(count); }
void later(int id) { mllab_js_later(id); }
double now_ms() { return mllab_js_now(); }
std::string setting(const std::string& key) { return taken(mllab_js_setting(key.c_str())); }
void store_setting(const std::string& key, const std::string& value) { mllab_js_store(key.c_str(), value.c_str()); }
void save_picture(const std::string& file_name, const std::uint8_t* rgba, int width, int height) {
    mllab_js_save_picture(file_name.c_str(), rgba, width, height);
}
void save_link(const std::string& address, const std::string& file_name) {
    mllab_js_save_link(address.c_str(), file_name.c_str());
}
void copy_text(const std::string& text) { mllab_js_copy(text.c_str()); }
void share_field(const std::string& name, const std::string& value) {
    mllab_js_share_field(name.c_str(), value.c_str());
}
void share_end() { mllab_js_share_end(); }
void text_input(bool wanted, float x, float y, float line_height) {
    mllab_js_text_input(wanted ? 1 : 0, x, y, line_height);
}
void use_graphics() { mllab_js_graphics(); }

}  // namespace mllab::platform::page
