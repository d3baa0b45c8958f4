#include "platform/imgui_input.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <cfloat>
#include <utility>

namespace mllab::platform {

namespace {

constexpr auto named_keys = std::to_array<std::pair<std::string_view, ImGuiKey>>({
    {"Tab", ImGuiKey_Tab},
    {"ArrowLeft", ImGuiKey_LeftArrow},
    {"ArrowRight", ImGuiKey_RightArrow},
    {"ArrowUp", ImGuiKey_UpArrow},
    {"ArrowDown", ImGuiKey_DownArrow},
    {"PageUp", ImGuiKey_PageUp},
    {"PageDown", ImGuiKey_PageDown},
    {"Home", ImGuiKey_Home},
    {"End", ImGuiKey_End},
    {"Delete", ImGuiKey_Delete},
    {"Backspace", ImGuiKey_Backspace},
    {"Enter", ImGuiKey_Enter},
    {"Escape", ImGuiKey_Escape},
    {" ", ImGuiKey_Space},
});

// Letters matter to ImGui only as editing shortcuts (copy, paste, undo …); text arrives as text.
ImGuiKey key_of(std::string_view name) {
    const auto* const found = std::ranges::find(named_keys, name, &std::pair<std::string_view, ImGuiKey>::first);
    if (found != named_keys.end()) return found->second;
    if (name.size() == 1 && name[0] >= 'a' && name[0] <= 'z')
        return static_cast<ImGuiKey>(ImGuiKey_A + (name[0] - 'a'));
    return ImGuiKey_None;
}

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
    io.ConfigInputTextCursorBlink = false;  // a blinking caret would draw frames for ever
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

void feed_key(std::string_view name, bool down, bool shift, bool control) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddKeyEvent(ImGuiMod_Shift, shift);
    io.AddKeyEvent(ImGuiMod_Ctrl, control);
    const ImGuiKey key = key_of(name);
    if (key != ImGuiKey_None) io.AddKeyEvent(key, down);
}

bool wheel_is_wanted() {
    const ImGuiWindow* window = ImGui::GetCurrentContext()->HoveredWindow;
    while (window != nullptr) {
        if (window->ScrollMax.y > 0 && (window->Flags & ImGuiWindowFlags_NoScrollWithMouse) == 0) return true;
        window = window->ParentWindow;
    }
    return false;
}

bool input_is_queued() { return !ImGui::GetCurrentContext()->InputEventsQueue.empty(); }

}  // namespace mllab::platform
