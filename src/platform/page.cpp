#include "platform/page.hpp"

#include <emscripten/em_js.h>
#include <emscripten/emscripten.h>

#include <algorithm>
#include <cstdlib>

// The macros paste JavaScript; what they hide are C functions, and -Wpedantic dislikes their `$`.
#pragma clang diagnostic ignored "-Wdollar-in-identifier-extension"
#pragma clang diagnostic ignored "-Wgnu-zero-variadic-macro-arguments"

// clang-format off
EM_JS_DEPS(mllab_page, "$GL,$UTF8ToString,$stringToNewUTF8")

EM_JS(void, mllab_js_opened, (void* bridge), { Module["mllabHost"].opened(bridge); })
EM_JS(void, mllab_js_failed, (const char* message), { Module["mllabHost"].failed(UTF8ToString(message)); })
// A hundred kilobytes of cards: the browser's own encoder, not a loop over their letters.
EM_JS(char*, mllab_js_launch, (), {
    const text = new TextEncoder().encode(Module["mllabHost"].launch());
    const at = _malloc(text.length + 1);
    HEAPU8.set(text, at);
    HEAPU8[at + text.length] = 0;
    return at;
})
EM_JS(void, mllab_js_show, (const char* changes), { Module["mllabHost"].show(UTF8ToString(changes)); })
EM_JS(void, mllab_js_write, (const char* passage), { Module["mllabHost"].write(UTF8ToString(passage)); })
EM_JS(void, mllab_js_perform, (const char* request), { Module["mllabHost"].perform(UTF8ToString(request)); })
EM_JS(void, mllab_js_save_picture, (const char* name, const void* rgba, int width, int height), {
    Module["mllabHost"].savePicture(UTF8ToString(name), HEAPU8.slice(rgba, rgba + 4 * width * height), width, height);
})
EM_JS(void, mllab_js_frames, (int count), { Module["mllabHost"].requestFrames(count); })
EM_JS(void, mllab_js_wake, (), { Module["mllabHost"].wake(); })
EM_JS(void, mllab_js_later, (int id), { Module["mllabHost"].later(id); })
EM_JS(void, mllab_js_camera_start, (int camera, int facing), { Module["mllabHost"].cameras.start(camera, facing); })
EM_JS(void, mllab_js_camera_stop, (int camera), { Module["mllabHost"].cameras.stop(camera); })
EM_JS(void, mllab_js_camera_close, (int camera), { Module["mllabHost"].cameras.close(camera); })
EM_JS(void, mllab_js_camera_upload, (int camera), { Module["mllabHost"].cameras.upload(camera); })
EM_JS(int, mllab_js_camera_take, (int camera, int side), { return Module["mllabHost"].cameras.take(camera, side); })
EM_JS(void, mllab_js_camera_pixels, (void* rgba), { HEAPU8.set(Module["mllabHost"].cameras.pixels(), rgba); })
EM_JS(void, mllab_js_graphics, (), {
    const gl = Module["mllabHost"].gl;
    if (GL.currentContext && GL.currentContext.GLctx === gl) return; // of the stage before
    if (GL.currentContext) GL.deleteContext(GL.currentContext.handle);
    GL.makeContextCurrent(GL.registerContext(gl, { majorVersion: 2, enableExtensionsByDefault: false }));
})
// clang-format on

namespace mllab::platform::page {

void announce_open(void* bridge) { mllab_js_opened(bridge); }
void announce_failure(const std::string& message) { mllab_js_failed(message.c_str()); }

std::string launch() {
    char* const text = mllab_js_launch();
    std::string copy = text;
    std::free(text);  // NOLINT: JavaScript allocated it with malloc
    return copy;
}

void show(const std::string& changes) { mllab_js_show(changes.c_str()); }
void write(const std::string& passage) { mllab_js_write(passage.c_str()); }
void perform(const std::string& request) { mllab_js_perform(request.c_str()); }
void save_picture(const std::string& file_name, const std::uint8_t* rgba, int width, int height) {
    mllab_js_save_picture(file_name.c_str(), rgba, width, height);
}

void request_frames(int count) { mllab_js_frames(count); }
void wake() { mllab_js_wake(); }
void later(int id) { mllab_js_later(id); }
double now_ms() { return emscripten_get_now(); }
void camera_start(int camera, Facing facing) { mllab_js_camera_start(camera, static_cast<int>(facing)); }
void camera_stop(int camera) { mllab_js_camera_stop(camera); }
void camera_close(int camera) { mllab_js_camera_close(camera); }
void camera_upload(int camera) { mllab_js_camera_upload(camera); }
std::pair<int, int> camera_take(int camera, int longest_side) {
    constexpr int most = 0x7FFF;
    const int size = mllab_js_camera_take(camera, std::min(longest_side, most));
    return {size / (most + 1), size % (most + 1)};
}
void camera_pixels(std::uint8_t* rgba) { mllab_js_camera_pixels(rgba); }
void use_graphics() { mllab_js_graphics(); }

}  // namespace mllab::platform::page
