#include "ui/pad_view.hpp"

#include <algorithm>
#include <cmath>

#include "ink/curve.hpp"

namespace mllab::ui {

namespace {

// Distance of the points of the drawn curve, in pad units: fine enough for a pixel ratio of 3.
constexpr float curve_spacing = 2;

void draw_paper(Painter& painter, const Rect& rect) {
    const Palette& colours = painter.colours();
    painter.fill(rect, colours.page, 0.5F);
    constexpr int cells = 8;
    const float ratio = painter.frame().pixel_ratio;
    const auto at = [&](float start, int cell) {
        // Whole device pixels, so that all dots look alike.
        return std::round((start + rect.w * static_cast<float>(cell) / cells) * ratio) / ratio;
    };
    for (int y = 1; y < cells; ++y)
        for (int x = 1; x < cells; ++x) painter.fill({at(rect.x, x) - 1, at(rect.y, y) - 1, 2, 2}, colours.line);
}

void draw_pen_cursor(Painter& painter, float x, float y, float radius, bool down) {
    const Colour colour = painter.colours().accent;
    const float arm = radius + painter.px(0.5F);
    painter.ring(x, y, radius, colour, down ? 3.0F : 1.5F);
    for (const float side : {-1.0F, 1.0F}) {
        painter.line(x + side * radius, y, x + side * arm, y, colour, 1.5F);
        painter.line(x, y + side * radius, x, y + side * arm, colour, 1.5F);
    }
}

void draw_hint(Painter& painter, const Rect& rect, const PadLook& look) {
    const Palette& colours = painter.colours();
    if (!look.focused) {
        const float line = painter.px(line_em(Type::title));
        painter.text(rect.x, rect.y + (rect.h - line) / 2, look.hint, Type::title, colours.muted, rect.w,
                     Align::centre);
        return;
    }
    // Out of the way of the pen, which stands in the middle.
    const float wrap = rect.w - painter.px(2);
    const float h = painter.measure(look.key_hint, Type::small, wrap).h;
    painter.text(rect.x + painter.px(1), rect.bottom() - h - painter.px(1), look.key_hint, Type::small, colours.muted,
                 wrap, Align::centre);
}

}  // namespace

void PadView::draw(Painter& painter, platform::Host& host, const DrawingPad& pad, const Rect& rect,
                   const PadLook& look) {
    if (painter.measures()) return;
    const Palette& colours = painter.colours();
    const float unit = rect.w / DrawingPad::side;
    draw_paper(painter, rect);
    painter.begin_clip(rect);
    if (const auto& picture = pad.picture()) {
        if (shown_ != picture) texture_ = host.make_texture(picture->pixels, platform::Sampling::linear);
        const Rect place = picture_place(picture->pixels.width, picture->pixels.height);
        painter.image(*texture_, {rect.x + place.x * unit, rect.y + place.y * unit, place.w * unit, place.h * unit});
    } else {
        texture_.reset();
    }
    shown_ = pad.picture();
    for (const ink::Stroke& stroke : pad.ink()) {
        ink::Stroke curve = ink::curved(stroke, curve_spacing);
        for (ink::Point& p : curve) {
            p.x = rect.x + p.x * unit;
            p.y = rect.y + p.y * unit;
        }
        painter.ink(curve, look.pen_width * unit, colours.text);
    }
    if (pad.empty()) draw_hint(painter, rect, look);
    if (look.focused) {
        const float radius = (look.eraser ? DrawingPad::eraser_radius : look.pen_width / 2) * unit;
        const ink::Point at = pad.cursor();
        draw_pen_cursor(painter, rect.x + at.x * unit, rect.y + at.y * unit, radius, pad.pressed());
    } else if (look.eraser) {
        if (const auto at = painter.pointer_in(rect))
            painter.ring(at->x, at->y, DrawingPad::eraser_radius * unit, colours.muted, 1.5F);
    }
    painter.end_clip();
    painter.outline(rect, look.focused ? colours.accent : colours.line, 0.5F, look.focused ? 3.0F : 1.0F);
}

Rect picture_place(int width, int height) {
    constexpr float border = DrawingPad::side / 40;
    const auto w = static_cast<float>(width);
    const auto h = static_cast<float>(height);
    const float scale = (DrawingPad::side - 2 * border) / std::max({w, h, 1.0F});
    return {(DrawingPad::side - w * scale) / 2, (DrawingPad::side - h * scale) / 2, w * scale, h * scale};
}

image::RgbaImage picture_of(const DrawingPad& pad, float pen_width, int size) {
    if (pad.picture()) return pad.picture()->pixels;
    const float scale = static_cast<float>(size) / DrawingPad::side;
    const ink::Strokes curves = ink::curved(pad.ink(), curve_spacing);
    const auto scaled = ink::transformed(curves, {.a = scale, .b = 0, .c = 0, .d = scale, .tx = 0, .ty = 0});
    const image::GrayImage ink = ink::rasterised(scaled, pen_width * scale, size, size);
    image::RgbaImage picture(size, size);
    for (std::size_t i = 0; i < ink.pixels.size(); ++i) {
        const auto paper = static_cast<std::uint8_t>(std::lround(255 * (1 - ink.pixels[i])));
        std::fill_n(picture.pixels.begin() + static_cast<std::ptrdiff_t>(4 * i), 3, paper);
        picture.pixels[4 * i + 3] = 255;
    }
    return picture;
}

}  // namespace mllab::ui
