// ImGui for real, in the platform's native twin: no browser, no screen.
#pragma once

#include <functional>
#include <optional>
#include <utility>

#include "platform/twin.hpp"
#include "ui/painter.hpp"

namespace mllab::fake {

// Draws whatever the test wants to see drawn.
struct Canvas final : platform::Stage {
    std::function<float(ui::Painter&)> content;
    platform::Host& host;
    ui::Faces& faces;
    std::optional<ink::Point> pointer_at;

    Canvas(platform::Host& h, ui::Faces& f, std::function<float(ui::Painter&)> c)
        : content(std::move(c)), host(h), faces(f) {}
    void build_fonts(const platform::Frame& frame) override { faces.build(frame.em, frame.pixel_ratio); }
    float height(const platform::Frame& frame) override {
        ui::Painter measure(nullptr, frame, faces, host, std::nullopt);
        return content(measure);
    }
    void draw(const platform::Frame& frame) override {
        ui::apply_style(frame);
        ui::Painter painter(ImGui::GetForegroundDrawList(), frame, faces, host, pointer_at);
        content(painter);
        painter.finish();
    }
    void pointer(const platform::PointerSample&) override {}
    bool key(const platform::Key&) override { return false; }
    void focus(std::string_view, bool) override {}
    void command(const platform::Command&) override {}
    void update() override {}
    void picture(image::RgbaImage, const std::string&) override {}
};

struct Canvases {
    platform::Twin twin;
    ui::Faces faces;
    platform::Frame frame{.width = 400, .pixel_ratio = 1, .em = 16};

    float draw(const std::function<float(ui::Painter&)>& content, std::optional<ink::Point> pointer = std::nullopt) {
        Canvas canvas(twin, faces, content);
        canvas.pointer_at = pointer;
        return twin.draw(canvas, frame);
    }
    [[nodiscard]] static int vertices() { return ImGui::GetForegroundDrawList()->VtxBuffer.Size; }
};

}  // namespace mllab::fake
