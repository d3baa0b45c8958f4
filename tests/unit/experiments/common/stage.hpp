// The app's part around a view, without its error boundary: what throws fails the test.
#pragma once

#include <utility>

#include "platform/twin.hpp"
#include "ui/experiment.hpp"
#include "ui/theme.hpp"

namespace mllab::fake {

template <typename View>
struct Stage final : platform::Stage {
    platform::Twin& twin;
    View view;
    ui::Faces& faces;
    float drawn_height = 0;
    std::vector<platform::Area> areas;

    Stage(platform::Twin& t, ui::Faces& f, const platform::Launch& launch) : twin(t), view(t, launch), faces(f) {
        show();
    }
    void show() {
        platform::PageState page = view.page();
        page.areas = areas;
        twin.show(std::move(page));
    }
    // A press on the page's action, or what was typed into its field "field-<id>".
    void action(std::string_view id, std::string text = "") {
        twin.settle(*this);
        command(twin.command(id, std::move(text)));
    }
    void build_fonts(const platform::Frame& frame) override { faces.build(frame.em, frame.pixel_ratio); }
    float height(const platform::Frame& frame) override {
        view.advance(frame);
        ui::Painter measure(nullptr, frame, faces, twin, std::nullopt);
        return view.lay_out(measure).height;
    }
    void draw(const platform::Frame& frame) override {
        ui::apply_style(frame);
        ui::Painter painter(ImGui::GetForegroundDrawList(), frame, faces, twin, std::nullopt);
        ui::Layout layout = view.lay_out(painter);
        drawn_height = layout.height;
        areas = std::move(layout.areas);
        show();
    }
    void pointer(const platform::PointerSample& sample) override {
        view.pointer(sample);
        show();
    }
    bool key(const platform::Key& key) override {
        const bool used = view.key(key);
        show();
        return used;
    }
    void focus(std::string_view area, bool visible) override {
        view.focus(area, visible);
        show();
    }
    void command(const platform::Command& command) override {
        view.command(command);
        show();
    }
    void update() override {
        view.update();
        show();
    }
    void picture(image::RgbaImage image, const std::string& name) override {
        view.picture(std::move(image), name);
        show();
    }
    void pictures(std::vector<std::string> names, std::size_t left_out) override {
        view.pictures(std::move(names), left_out);
        show();
    }
    void numbered_picture(std::size_t number, image::RgbaImage image) override {
        view.numbered_picture(number, std::move(image));
        show();
    }
    void numbered_refusal(std::size_t number, const std::string& sentence) override {
        view.numbered_refusal(number, sentence);
        show();
    }
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
[[nodiscard]] inline bool areas_are_tidy(platform::Twin& twin, float width, float height) {
    for (const platform::Area& area : twin.page().areas) {
        const platform::Rect& r = area.rect;
        if (r.x < 0 || r.y < 0 || r.w <= 0 || r.h <= 0 || r.right() > width + 0.01F || r.bottom() > height + 0.01F)
            return false;
        for (const platform::Area& other : twin.page().areas) {
            const platform::Rect& q = other.rect;
            if (&other != &area && r.right() > q.x && q.right() > r.x && r.bottom() > q.y && q.bottom() > r.y)
                return false;
        }
    }
    return true;
}

}  // namespace mllab::fake
