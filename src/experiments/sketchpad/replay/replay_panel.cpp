#include "experiments/sketchpad/replay/replay_panel.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/text.hpp"
#include "ui/bars.hpp"

namespace mllab::sketchpad {

namespace {

constexpr float chart_em = 9;
constexpr float axis_em = 3.75F;  // room for “100 %”
constexpr float sample_em = 2;    // of a line, beside its name

// Told apart by colour and by pattern; the first is the answer at the end.
struct Look {
    ui::Colour colour;
    float thickness;
    float dash_em;  // 0: a whole line
    float gap_em;
};
Look look_of(std::size_t place, const ui::Palette& colours) {
    const std::array<Look, Course::most_lines> looks{{{colours.accent, 3, 0, 0},
                                                      {colours.doubt, 2, 0.6F, 0.3F},
                                                      {colours.text, 1.5F, 0, 0},
                                                      {colours.muted, 2, 0.2F, 0.25F},
                                                      {colours.danger, 1.5F, 1, 0.4F}}};
    return looks.at(place);
}

// Pieces of a polyline that is drawn from point to point: where a dash ends, the next line begins there.
class Pen {
 public:
    Pen(ui::Painter& painter, const Look& look, float x, float y)
        : painter_(painter),
          look_(look),
          dash_(painter.px(look.dash_em)),
          gap_(painter.px(look.gap_em)),
          x_(x),
          y_(y) {}

    void line_to(float x, float y) {
        if (dash_ <= 0) {
            painter_.line(x_, y_, x, y, look_.colour, look_.thickness);
            x_ = x;
            y_ = y;
            return;
        }
        for (float left = std::hypot(x - x_, y - y_); left > 0;) {
            const float until = inked_ < dash_ ? dash_ - inked_ : dash_ + gap_ - inked_;
            const float step = std::min(left, until);
            const float to_x = x_ + (x - x_) * step / left;
            const float to_y = y_ + (y - y_) * step / left;
            if (inked_ < dash_) painter_.line(x_, y_, to_x, to_y, look_.colour, look_.thickness);
            inked_ += step;
            if (inked_ >= dash_ + gap_ - 0.01F) inked_ = 0;
            x_ = to_x;
            y_ = to_y;
            left -= step;
            if (step < 0.001F) break;
        }
    }

 private:
    ui::Painter& painter_;
    const Look& look_;
    float dash_, gap_;
    float x_, y_;
    float inked_ = 0;
};

// Names and probabilities at the moment that is shown, as many beside each other as there is room for.
float draw_legend(ui::Painter& painter, const ui::Rect& room, const Course& course, float t_ms,
                  const std::vector<std::string>& labels) {
    const ui::Palette& colours = painter.colours();
    const float row = painter.px(ui::line_em(ui::Type::small) + 0.25F);
    const float sample = painter.px(sample_em);
    const float gap = painter.px(0.5F);
    const float number_w = painter.px(3.75F);
    float x = room.x;
    float y = room.y;
    for (std::size_t i = 0; i < course.lines.size(); ++i) {
        const Look look = look_of(i, colours);
        const std::string& name = labels.at(course.lines[i].label);
        const auto type = i == 0 ? ui::Type::small_strong : ui::Type::small;
        const float name_w = painter.measure(name, type).w;
        const float width = sample + gap + name_w + number_w;
        if (x > room.x && x + width > room.right()) {
            x = room.x;
            y += row;
        }
        const float middle = y + painter.px(ui::line_em(ui::Type::small)) / 2;
        Pen(painter, look, x, middle).line_to(x + sample, middle);
        painter.text(x + sample + gap, y, name, type, colours.text);
        painter.text(x + sample + gap + name_w, y,
                     ui::percentage(static_cast<double>(value_at(course, course.lines[i], t_ms))), type, colours.muted,
                     number_w, ui::Align::right);
        x += width + 3 * gap;
    }
    return y + row - room.y;
}

void draw_axes(ui::Painter& painter, const ui::Rect& chart, float duration_ms) {
    const ui::Palette& colours = painter.colours();
    const float half = painter.px(ui::line_em(ui::Type::small)) / 2;
    for (const int percent : {0, 50, 100}) {
        const float y = chart.bottom() - chart.h * static_cast<float>(percent) / 100;
        painter.line(chart.x, y, chart.right(), y, colours.line);
        painter.text(chart.x - painter.px(axis_em), y - half, core::joined(percent, "\u00a0%"), ui::Type::small,
                     colours.muted, painter.px(axis_em - 0.5F), ui::Align::right);
    }
    const float below = chart.bottom() + painter.px(0.25F);
    painter.text(chart.x, below, "0 s", ui::Type::small, colours.muted);
    painter.text(chart.x, below, core::decimals(static_cast<double>(duration_ms) / 1000, 1) + " s", ui::Type::small,
                 colours.muted, chart.w, ui::Align::right);
}

}  // namespace

float draw_replay(ui::Painter& painter, const ui::Rect& room, const Replaying& replaying,
                  const std::vector<std::string>& labels) {
    const ui::Palette& colours = painter.colours();
    const Replay& replay = replaying.replay();
    float y = room.y;
    y += painter
             .text(room.x, y, "How sure it was of each guess, moment by moment", ui::Type::strong, colours.text, room.w)
             .h;
    y += painter.px(0.5F);
    const auto& course = replaying.course();
    if (course) {
        y += draw_legend(painter, {room.x, y, room.w, 0}, *course, replay.position_ms(), labels);
    } else {
        y += painter
                 .text(room.x, y,
                       replaying.failed() ? "The network did not answer. Leave the replay and try again."
                                          : "Asking the network about every moment …",
                       ui::Type::small, colours.muted, room.w)
                 .h;
    }
    y += painter.px(0.75F);
    const float axis = painter.px(axis_em);
    const ui::Rect chart{room.x + axis, y, room.w - axis, painter.px(chart_em)};
    draw_axes(painter, chart, replay.duration_ms());
    const auto x_of = [&](float t_ms) {
        return chart.x + chart.w * (replay.duration_ms() > 0 ? t_ms / replay.duration_ms() : 1);
    };
    if (course && !painter.measures()) {
        // The likeliest on top of the others.
        for (std::size_t i = course->lines.size(); i-- > 0;) {
            const Look look = look_of(i, colours);
            Pen pen(painter, look, chart.x, chart.bottom());
            for (std::size_t k = 0; k < course->times_ms.size(); ++k)
                pen.line_to(x_of(course->times_ms[k]), chart.bottom() - chart.h * course->lines[i].p[k]);
        }
    }
    const float now = x_of(replay.position_ms());
    painter.line(now, chart.y - painter.px(0.25F), now, chart.bottom() + painter.px(0.25F), colours.text, 1.5F);
    painter.disc(now, chart.y - painter.px(0.25F), painter.px(0.25F), colours.text);
    return chart.bottom() + painter.px(0.25F) + painter.px(ui::line_em(ui::Type::small)) - room.y;
}

}  // namespace mllab::sketchpad
