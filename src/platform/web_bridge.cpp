// The functions that platform.mjs calls. The bridge belongs to JavaScript, from `opened` to mllab_close. No exception
// leaves an exported function: it becomes a message in the page, and what was drawn stays.
#include <emscripten/emscripten.h>

#include <exception>
#include <new>

#include "core/recent_median.hpp"
#include "platform/imgui_input.hpp"
#include "platform/page.hpp"
#include "platform/page_json.hpp"
#include "platform/web_host.hpp"

namespace mllab::platform {

namespace {

struct Bridge {
    WebHost host;
    std::unique_ptr<Stage> stage;  // after the host: the view goes first
    Frame frame;
    core::RecentMedian work_ms;  // of both halves of a frame
    double begun_ms = 0;
};

std::string message_of_current_exception() {
    try {
        throw;
    } catch (const std::bad_alloc&) {
        return "The page ran out of memory. Close other tabs, then try again; what you made is still here.";
    } catch (const std::exception& error) {
        return error.what();
    } catch (...) {
        return "Something went wrong in the stage. What you made is still here; try again.";
    }
}

image::RgbaImage picture_of(const std::uint8_t* rgba, int width, int height) {
    const std::size_t bytes = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4;
    return {width, height, {rgba, rgba + bytes}};
}

template <typename Work>
void guarded(Bridge* bridge, const Work& work) {
    try {
        work();
    } catch (...) {
        bridge->host.stop_cameras();
        bridge->host.show_error(message_of_current_exception());
    }
}

OpenStage& opener() {
    static OpenStage open;
    return open;
}

// A stage on its way: what it draws with is there, the view is not yet.
std::unique_ptr<Bridge>& prepared() {
    static std::unique_ptr<Bridge> bridge;
    return bridge;
}

template <typename Work>
void announced(const Work& work) {
    try {
        work();
    } catch (...) {
        prepared().reset();
        page::announce_failure(message_of_current_exception());
    }
}

}  // namespace

void run(const OpenStage& open) { opener() = open; }

extern "C" {

// A stage opens in two calls, for the page breathes in between: first what it draws with, then the view. The page has
// another host for each.
EMSCRIPTEN_KEEPALIVE void mllab_prepare() {
    announced([] { prepared() = std::make_unique<Bridge>(); });
}

EMSCRIPTEN_KEEPALIVE void mllab_open() {
    announced([] {
        Bridge& bridge = *prepared();
        bridge.stage = opener()(bridge.host, launch_of(page::launch()));
        page::announce_open(prepared().release());
    });
}

// The height in CSS pixels that the view wants for the page as it is now. flags: 1 dark, 2 reduced motion.
EMSCRIPTEN_KEEPALIVE double mllab_begin_frame(Bridge* bridge, double now_ms, double width, double ratio, double em,
                                              int flags) {
    double height = 0;
    guarded(bridge, [&] {
        bridge->frame = {.width = static_cast<float>(width),
                         .pixel_ratio = static_cast<float>(ratio),
                         .em = static_cast<float>(em),
                         .dark = (flags & 1) != 0,
                         .reduced_motion = (flags & 2) != 0,
                         .now_ms = now_ms,
                         .work_ms = bridge->work_ms.value()};
        bridge->begun_ms = page::now_ms();
        bridge->host.begin_frame(*bridge->stage, bridge->frame);
        height = bridge->stage->height(bridge->frame);
    });
    return height;
}

EMSCRIPTEN_KEEPALIVE void mllab_draw_frame(Bridge* bridge, double height) {
    guarded(bridge, [&] { bridge->host.draw_frame(*bridge->stage, bridge->frame, static_cast<float>(height)); });
    bridge->work_ms.add(page::now_ms() - bridge->begun_ms);
}

// flags: 1 the pen's eraser, 2 the last of its event's coalesced samples (the one that ImGui is told of).
EMSCRIPTEN_KEEPALIVE void mllab_pointer(Bridge* bridge, int phase, int kind, int id, double x, double y, double t_ms,
                                        int flags, const char* area) {
    guarded(bridge, [&] {
        const PointerSample sample{.phase = static_cast<Phase>(phase),
                                   .kind = static_cast<PointerKind>(kind),
                                   .id = id,
                                   .x = static_cast<float>(x),
                                   .y = static_cast<float>(y),
                                   .t_ms = t_ms,
                                   .eraser = (flags & 1) != 0,
                                   .area = area};
        if ((flags & 2) != 0) feed_pointer(sample);
        bridge->stage->pointer(sample);
    });
}

EMSCRIPTEN_KEEPALIVE void mllab_pointer_left() { ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX); }

// A key for the area that has the focus; 1 if it was used. flags: 1 shift, 2 control.
EMSCRIPTEN_KEEPALIVE int mllab_key(Bridge* bridge, const char* area, const char* name, int flags) {
    bool used = false;
    guarded(bridge, [&] {
        used = bridge->stage->key({.area = area, .name = name, .shift = (flags & 1) != 0, .control = (flags & 2) != 0});
    });
    return used ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE void mllab_focus(Bridge* bridge, const char* area, int visible) {
    guarded(bridge, [&] { bridge->stage->focus(area, visible != 0); });
}

// An action that the page lists; `argument` is what the visitor chose where the action leaves that open.
EMSCRIPTEN_KEEPALIVE void mllab_action(Bridge* bridge, const char* id, const char* argument) {
    guarded(bridge, [&] { bridge->stage->command(command_of(bridge->host.shown(), id, argument)); });
}

// The visitor typed into a field.
EMSCRIPTEN_KEEPALIVE void mllab_field(Bridge* bridge, const char* id, const char* text) {
    guarded(bridge, [&] { bridge->stage->command({.verb = "field", .argument = id, .text = text}); });
}

EMSCRIPTEN_KEEPALIVE void mllab_update(Bridge* bridge) {
    guarded(bridge, [&] { bridge->stage->update(); });
}

// `rgba` is JavaScript's to free.
EMSCRIPTEN_KEEPALIVE void mllab_picture(Bridge* bridge, const std::uint8_t* rgba, int width, int height,
                                        const char* name) {
    guarded(bridge, [&] { bridge->stage->picture(picture_of(rgba, width, height), name); });
}

// `names`: a JSON array of texts.
EMSCRIPTEN_KEEPALIVE void mllab_pictures(Bridge* bridge, const char* names, int left_out) {
    guarded(bridge, [&] { bridge->stage->pictures(names_of(names), static_cast<std::size_t>(left_out)); });
}

// `rgba` is JavaScript's to free.
EMSCRIPTEN_KEEPALIVE void mllab_numbered_picture(Bridge* bridge, const std::uint8_t* rgba, int width, int height,
                                                 int number) {
    guarded(bridge, [&] {
        bridge->stage->numbered_picture(static_cast<std::size_t>(number), picture_of(rgba, width, height));
    });
}

EMSCRIPTEN_KEEPALIVE void mllab_numbered_refusal(Bridge* bridge, int number, const char* sentence) {
    guarded(bridge, [&] { bridge->stage->numbered_refusal(static_cast<std::size_t>(number), sentence); });
}

EMSCRIPTEN_KEEPALIVE void mllab_idle(Bridge* bridge, int id) {
    guarded(bridge, [&] { bridge->host.run_idle_work(id); });
}

// How a camera is now; `frame` is 1 if another one of its frames has come.
EMSCRIPTEN_KEEPALIVE void mllab_camera(Bridge* bridge, int id, int state, int mirrored, int cameras, int width,
                                       int height, double frames_per_second, int frame) {
    guarded(bridge, [&] {
        bridge->host.camera_report(id,
                                   {.state = static_cast<CameraState>(state),
                                    .facing = {},
                                    .mirrored = mirrored != 0,
                                    .cameras = cameras,
                                    .width = width,
                                    .height = height,
                                    .frames_per_second = frames_per_second},
                                   frame != 0);
    });
}

EMSCRIPTEN_KEEPALIVE void mllab_graphics(Bridge* bridge, int restored) {
    guarded(bridge, [&] { restored != 0 ? bridge->host.graphics_restored() : bridge->host.graphics_lost(); });
}

EMSCRIPTEN_KEEPALIVE void mllab_close(Bridge* bridge) { const std::unique_ptr<Bridge> last(bridge); }

}  // extern "C"

}  // namespace mllab::platform
