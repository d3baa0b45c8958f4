// Drawing on the stage in CSS pixels. The same code that draws also measures: a painter without a draw list draws
// nothing and gives the same sizes, so that a view's height is known before it is drawn.
#pragma once

#include <imgui.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ink/strokes.hpp"
#include "platform/platform.hpp"
#include "ui/theme.hpp"

namespace mllab::ui {

using platform::Rect;

struct Size {
    float w = 0, h = 0;
};

enum class Align : std::uint8_t { left, centre, right };

class Painter {
 public:
    // `list` null: measure only. `pointer`: where the mouse hovers or the finger tapped.
    Painter(ImDrawList* list, const platform::Frame& frame, const Faces& faces, platform::Host& host,
            std::optional<ink::Point> pointer);

    [[nodiscard]] float em() const { return frame_.em; }
    [[nodiscard]] float px(float ems) const { return ems * frame_.em; }
    [[nodiscard]] const Palette& colours() const { return palette_; }
    [[nodiscard]] const platform::Frame& frame() const { return frame_; }
    [[nodiscard]] bool measures() const { return list_ == nullptr; }  // and draws nothing
    // The pointer where it is inside `rect`.
    [[nodiscard]] std::optional<ink::Point> pointer_in(const Rect& rect) const;
    // Something moves: one more frame.
    void keep_moving() { host_.request_frames(1); }

    // One line, or several where `wrap` (CSS pixels) is given. (x, y) is the top of the first line's box; `align`
    // places each line within `wrap`, or around x.
    Size text(float x, float y, std::string_view text, Type type, Colour colour, float wrap = 0,
              Align align = Align::left);
    [[nodiscard]] Size measure(std::string_view text, Type type, float wrap = 0) const;
    // The text, or as much of it as fits into one line of this width with “…” behind it, cut between characters.
    [[nodiscard]] std::string fitted(std::string text, Type type, float width) const;

    void fill(const Rect& rect, Colour colour, float radius_em = 0);
    void outline(const Rect& rect, Colour colour, float radius_em = 0, float thickness = 1);
    void line(float x1, float y1, float x2, float y2, Colour colour, float thickness = 1);
    void disc(float x, float y, float radius, Colour colour);
    void ring(float x, float y, float radius, Colour colour, float thickness);
    // The part of the picture between the relative corners (u1, v1) and (u2, v2); u1 > u2 turns it round. Its colours
    // are multiplied with `tint`.
    void image(const platform::Texture& texture, const Rect& to, float u1 = 0, float v1 = 0, float u2 = 1, float v2 = 1,
               float radius_em = 0, Colour tint = rgb(0xffffff));
    // A round pen along the points, already smooth; joins and ends are round.
    void ink(std::span<const ink::Point> points, float width, Colour colour);
    // A small note beside `at`, drawn above everything else by `finish`; the last one wins.
    void note(const ink::Point& at, std::string text);
    void finish();
    // Everything until `end_clip` stays inside `rect`.
    void begin_clip(const Rect& rect);
    void end_clip();

 private:
    template <typename Line>
    Size lay_out(std::string_view text, Type type, float wrap, const Line& line) const;

    ImDrawList* list_;
    const platform::Frame& frame_;
    const Faces& faces_;
    const Palette& palette_;
    platform::Host& host_;
    std::optional<ink::Point> pointer_;
    ink::Point note_at_;
    std::string note_;
};

}  // namespace mllab::ui
