// The app's part around a view, without its error boundary: what throws fails the test.
#pragma once

#include <utility>

#include "platform/twin.hpp"
#include "ui/experiment.hpp"
#include "ui/theme.hpp"

namespace mllab::fake {

template <typename View>
struct Stage final : platform::Stage {
    platform::Host& host;
    View view;
    ui::Faces& faces;
    float drawn_height = 0;

    Stage(platform::Host& h, ui::Faces& f, const platform::Launch& launch) : host(h), view(h, launch), faces(f) {}
    void build_fonts(const platform::Frame& frame) override { faces.build(frame.em, frame.pixel_ratio); }
    float height(const platform::Frame& frame) override {
        view.advance(frame);
        ui::Painter measure(nullptr, frame, faces, host, std::nullopt);
        return view.lay_out(measure);
    }
    void draw(const platform::Frame& frame) override {
        ui::apply_style(frame);
        ui::Painter painter(ImGui::GetForegroundDrawList(), frame, faces, host, std::nullopt);
        drawn_height = view.lay_out(painter);
    }
    void pointer(const platform::PointerSample& sample) override { view.pointer(sample); }
    bool key(const platform::Key& key) override { return view.key(key); }
    void focus(std::string_view area, bool visible) override { view.focus(area, visible); }
    void action(const std::string& id, const std::string& argument) override { view.action(id, argument); }
    void picture(image::RgbaImage image, const std::string& name) override { view.picture(std::move(image), name); }
};

// Draws at every width, pixel ratio and theme; `check` is told the height and the frame's width.
template <typename View, typename Check>
void draw_everywhere(platform::Twin& twin, Stage<View>& stage, const Check& check) {
    for (const float width : {200.0F, 320.0F, 360.0F, 768.0F, 1100.0F, 1440.0F})
        for (const float ratio : {1.0F, 1.5F, 3.0F})
            for (const bool dark : {false, true})
                check(twin.draw(stage, {.width = width, .pixel_ratio = ratio, .em = 16, .dark = dark}), width);
}

// Inside the stage, of some size, and none over another.
[[nodiscard]] inline bool areas_are_tidy(const platform::Twin& twin, float width, float height) {
    for (const platform::Area& area : twin.areas) {
        const platform::Rect& r = area.rect;
        if (r.x < 0 || r.y < 0 || r.w <= 0 || r.h <= 0 || r.right() > width + 0.01F || r.bottom() > height + 0.01F)
            return false;
        for (const platform::Area& other : twin.areas) {
            const platform::Rect& q = other.rect;
            if (&other != &area && r.right() > q.x && q.right() > r.x && r.bottom() > q.y && q.bottom() > r.y)
                return false;
        }
    }
    return true;
}

}  // namespace mllab::fake
