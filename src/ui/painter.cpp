#include "ui/painter.hpp"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <utility>

namespace mllab::ui {

namespace {

ImVec2 vec(const ink::Point& p) { return {p.x, p.y}; }

// Cosine of the turn at `b` from the direction a->b to b->c; 1 is straight on.
float straightness(const ink::Point& a, const ink::Point& b, const ink::Point& c) {
    const float ux = b.x - a.x;
    const float uy = b.y - a.y;
    const float vx = c.x - b.x;
    const float vy = c.y - b.y;
    const float lengths = std::hypot(ux, uy) * std::hypot(vx, vy);
    return lengths > 0 ? (ux * vx + uy * vy) / lengths : 1;
}

}  // namespace

Painter::Painter(ImDrawList* list, const platform::Frame& frame, const Faces& faces, platform::Host& host,
                 std::optional<ink::Point> pointer)
    : list_(list), frame_(frame), faces_(faces), palette_(palette(frame.dark)), host_(host), pointer_(pointer) {
    // Edges are softened over one device pixel, not one CSS pixel.
    if (list_ != nullptr) list_->_FringeScale = 1 / frame.pixel_ratio;
}

std::optional<ink::Point> Painter::pointer_in(const Rect& rect) const {
    if (list_ != nullptr && pointer_ && rect.contains(pointer_->x, pointer_->y)) return pointer_;
    return std::nullopt;
}

template <typename Line>
Size Painter::lay_out(std::string_view text, Type type, float wrap, const Line& line) const {
    const ImFont& font = *faces_.font(type);
    const auto width_of = [&](std::string_view part) {
        return font.CalcTextSizeA(font.FontSize, FLT_MAX, 0, part.data(), part.data() + part.size()).x;
    };
    Size size;
    const auto put = [&](std::string_view part) {
        const float width = width_of(part);
        line(part, width, size.h);
        size.w = std::max(size.w, width);
        size.h += line_em(type) * em();
    };
    // Lines break at spaces only: ImGui's own wrapping would break numbers at their decimal point.
    while (!text.empty()) {
        std::string_view rest = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(rest.size() + 1, text.size()));
        std::size_t kept = 0;
        for (std::size_t space = 0; kept < rest.size(); kept = space) {
            space = std::min(rest.find(' ', kept + 1), rest.size());
            if (wrap > 0 && kept > 0 && width_of(rest.substr(0, space)) > wrap) {
                put(rest.substr(0, kept));
                rest.remove_prefix(kept + 1);
                kept = space = 0;
            }
        }
        put(rest);
    }
    return size;
}

Size Painter::measure(std::string_view text, Type type, float wrap) const {
    return lay_out(text, type, wrap, [](std::string_view, float, float) {});
}

std::string Painter::fitted(std::string text, Type type, float width) const {
    if (measure(text, type).w <= width) return text;
    const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
    while (!text.empty() && measure(text + "…", type).w > width) {
        while (continues(text.back()) && text.size() > 1) text.pop_back();
        text.pop_back();
    }
    return text + "…";
}

Size Painter::text(float x, float y, std::string_view text, Type type, Colour colour, float wrap, Align align) {
    ImFont* const font = faces_.font(type);
    const float inset = (line_em(type) * em() - font->FontSize) / 2;
    return lay_out(text, type, wrap, [&](std::string_view line, float width, float offset) {
        if (list_ == nullptr) return;
        const float room = wrap - width;
        const float shift = align == Align::left ? 0 : align == Align::centre ? room / 2 : room;
        // Whole device pixels: glyphs were rasterised for them.
        const auto snap = [&](float v) { return std::round(v * frame_.pixel_ratio) / frame_.pixel_ratio; };
        list_->AddText(font, font->FontSize, {snap(x + shift), snap(y + offset + inset)}, colour, line.data(),
                       line.data() + line.size());
    });
}

void Painter::fill(const Rect& rect, Colour colour, float radius_em) {
    if (list_ == nullptr || rect.w <= 0 || rect.h <= 0) return;
    list_->AddRectFilled({rect.x, rect.y}, {rect.right(), rect.bottom()}, colour, px(radius_em));
}

void Painter::outline(const Rect& rect, Colour colour, float radius_em, float thickness) {
    if (list_ == nullptr) return;
    // Inside the rectangle, so that neighbours align.
    const float half = thickness / 2;
    list_->AddRect({rect.x + half, rect.y + half}, {rect.right() - half, rect.bottom() - half}, colour, px(radius_em),
                   0, thickness);
}

void Painter::line(float x1, float y1, float x2, float y2, Colour colour, float thickness) {
    if (list_ != nullptr) list_->AddLine({x1, y1}, {x2, y2}, colour, thickness);
}

void Painter::disc(float x, float y, float radius, Colour colour) {
    if (list_ != nullptr) list_->AddCircleFilled({x, y}, radius, colour);
}

void Painter::ring(float x, float y, float radius, Colour colour, float thickness) {
    if (list_ != nullptr) list_->AddCircle({x, y}, radius, colour, 0, thickness);
}

void Painter::image(const platform::Texture& texture, const Rect& to, float u1, float v1, float u2, float v2,
                    float radius_em, Colour tint) {
    if (list_ == nullptr) return;
    list_->AddImageRounded(texture.handle(), {to.x, to.y}, {to.right(), to.bottom()}, {u1, v1}, {u2, v2}, tint,
                           px(radius_em));
}

void Painter::ink(std::span<const ink::Point> points, float width, Colour colour) {
    if (list_ == nullptr || points.empty()) return;
    const float radius = width / 2;
    list_->AddCircleFilled(vec(points.front()), radius, colour);
    // ImGui joins segments by mitres, which spike in sharp turns: there the line is cut and the pen's disc set instead.
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        list_->PathLineTo(vec(points[i]));
        const bool last = i + 2 == points.size();
        if (!last && straightness(points[i], points[i + 1], points[i + 2]) > 0.9F) continue;
        list_->PathLineTo(vec(points[i + 1]));
        list_->PathStroke(colour, 0, width);
        list_->AddCircleFilled(vec(points[i + 1]), radius, colour);
    }
}

void Painter::note(const ink::Point& at, std::string text) {
    note_at_ = at;
    note_ = std::move(text);
}

void Painter::finish() {
    if (note_.empty()) return;
    const Size size = measure(note_, Type::small);
    const float pad_x = px(0.625F);
    const float pad_y = px(0.375F);
    Rect box{note_at_.x + px(0.75F), note_at_.y - size.h - 2 * pad_y - px(0.5F), size.w + 2 * pad_x,
             size.h + 2 * pad_y};
    box.x = std::clamp(box.x, 0.0F, std::max(0.0F, frame_.width - box.w));
    box.y = std::max(box.y, 0.0F);
    fill(box, palette_.text, 0.375F);
    text(box.x + pad_x, box.y + pad_y, note_, Type::small, palette_.surface);
}

void Painter::begin_clip(const Rect& rect) {
    if (list_ != nullptr) list_->PushClipRect({rect.x, rect.y}, {rect.right(), rect.bottom()}, true);
}

void Painter::end_clip() {
    if (list_ != nullptr) list_->PopClipRect();
}

}  // namespace mllab::ui
