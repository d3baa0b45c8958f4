#include "ui/bars.hpp"

#include <algorithm>

#include "core/text.hpp"

namespace mllab::ui {

namespace {

// `p` of the track: as long as it is likely, a pixel at least, for what has a bar at all is seen.
void fill_bar(Painter& painter, const Rect& track, float p, Colour colour) {
    const auto fill = [&](const Rect& room, Colour with) {
        painter.fill(room, with, std::min(room.w, room.h) / painter.em() / 2);
    };
    fill(track, painter.colours().sunken);
    if (p > 0.0005F) fill({track.x, track.y, std::max(track.w * p, 1.0F), track.h}, colour);
}

}  // namespace

std::string percentage(double p) {
    if (p >= 0.9995) return "> 99.9\u00a0%";
    if (p < 0.0005) return "< 0.1\u00a0%";
    return core::decimals(100 * p, 1) + "\u00a0%";
}

void RoundBar::draw(Painter& painter, const Rect& track, float p, Colour colour) {
    const double now = painter.frame().now_ms;
    if (!painter.measures()) {
        shown_.aim(p, now, painter.frame().reduced_motion);
        if (shown_.moving(now)) painter.keep_moving();
    }
    fill_bar(painter, track, shown_.value(now), colour);
}

float ProbabilityBars::draw(Painter& painter, const Rect& room, float row_em, const std::vector<Row>& rows,
                            bool answered, bool sure, float label_em, bool at_once) {
    const Palette& colours = painter.colours();
    const float row_h = painter.px(row_em);
    const float bar_h = painter.px(0.75F);
    const float label_w = painter.px(label_em);
    const float number_w = painter.px(4.5F);
    const double now = painter.frame().now_ms;
    shown_.resize(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Row& row = rows[i];
        Glide& shown = shown_[i];
        if (!painter.measures()) {
            shown.aim(answered ? row.p : 0, now, at_once || painter.frame().reduced_motion);
            if (shown.moving(now)) painter.keep_moving();
        }
        const float top = room.y + static_cast<float>(i) * row_h;
        const float text_y = top + (row_h - painter.px(line_em(Type::small))) / 2;
        const bool best = row.best && answered;
        const Colour winner = sure ? colours.accent : colours.doubt;
        painter.text(room.x, text_y, row.label, best ? Type::small_strong : Type::small,
                     best ? colours.text : colours.muted);

        const Rect track{room.x + label_w, top + (row_h - bar_h) / 2, room.w - label_w - number_w, bar_h};
        fill_bar(painter, track, shown.value(now), best ? winner : mixed(colours.muted, colours.sunken, 0.3F));
        if (!answered) continue;
        const std::string number = row.instead.empty() ? percentage(row.p) : std::string(row.instead);
        painter.text(room.right() - number_w, text_y, number, best ? Type::small_strong : Type::small,
                     best ? colours.text : colours.muted, number_w, Align::right);
    }
    return row_h * static_cast<float>(rows.size());
}

}  // namespace mllab::ui
