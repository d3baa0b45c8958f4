#include "platform/imgui_input.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cfloat>

namespace mllab::platform {

namespace {

ImGuiMouseSource source_of(PointerKind kind) {
    switch (kind) {
        case PointerKind::touch:
            return ImGuiMouseSource_TouchScreen;
        case PointerKind::pen:
            return ImGuiMouseSource_Pen;
        case PointerKind::mouse:
            break;
    }
    return ImGuiMouseSource_Mouse;
}

}  // namespace

void configure_imgui() {
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigWindowsMoveFromTitleBarOnly = true;
    io.ConfigFlags |= ImGuiConfigFlags_NoMouseCursorChange;
}

void feed_frame(const Frame& frame, float height, double previous_ms) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = ImVec2(frame.width, height);
    io.DisplayFramebufferScale = ImVec2(frame.pixel_ratio, frame.pixel_ratio);
    // Frames on demand: after a pause the clock jumps, and ImGui insists on time that goes forward.
    io.DeltaTime = static_cast<float>(std::clamp((frame.now_ms - previous_ms) / 1000, 0.001, 0.1));
}

void feed_pointer(const PointerSample& sample) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMouseSourceEvent(source_of(sample.kind));
    io.AddMousePosEvent(sample.x, sample.y);
    if (sample.phase == Phase::move) return;
    io.AddMouseButtonEvent(0, sample.phase == Phase::down);
    if (sample.phase != Phase::down && sample.kind != PointerKind::mouse) io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
}

bool input_is_queued() { return !ImGui::GetCurrentContext()->InputEventsQueue.empty(); }

}  // namespace mllab::platform
