// What is drawn, without a screen.
#pragma once

#include <cmath>
#include <optional>

#include "pictures.hpp"
#include "ui/painter.hpp"

namespace mllab::fake {

// A list to draw into, within a frame, and what was drawn.
struct Paper : Page {
    ui::Faces faces;
    platform::Frame frame{.width = 400};
    ImDrawList list{ImGui::GetDrawListSharedData()};

    Paper() {
        faces.build(frame.em, frame.pixel_ratio);
        ImGui::GetIO().Fonts->Build();
        ImGui::GetIO().DisplaySize = {400, 400};
        ImGui::NewFrame();
        list._ResetForNewFrame();
        list.PushTextureID(ImGui::GetIO().Fonts->TexID);
        list.PushClipRectFullScreen();
    }
    ~Paper() { ImGui::EndFrame(); }
    Paper(const Paper&) = delete;
    Paper& operator=(const Paper&) = delete;
    ui::Painter painter() { return {&list, frame, faces, twin, std::nullopt}; }
    // The relative place in the texture of what was drawn at this corner of the stage, −1 if nothing was.
    [[nodiscard]] float u_at(float x, float y) const {
        for (const ImDrawVert& v : list.VtxBuffer)
            if (std::abs(v.pos.x - x) < 0.01F && std::abs(v.pos.y - y) < 0.01F) return v.uv.x;
        return -1;
    }
};

}  // namespace mllab::fake
