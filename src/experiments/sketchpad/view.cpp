#include "experiments/sketchpad/view.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "experiments/common/figures.hpp"
#include "experiments/sketchpad/replay/replay_panel.hpp"

namespace mllab::sketchpad {

namespace {

constexpr float wide_em = 40;  // from here on the answer stands beside the pad
constexpr float largest_pad_em = 28;
constexpr float least_column_em = 7;  // of an answer beside others
constexpr const char* drawing_label =
    "Drawing pad. Draw with mouse, finger or pen. By keyboard: the arrow keys move the pen, shift makes the steps "
    "small, "
    "space puts the pen down and lifts it, Escape leaves.";

}  // namespace

View::View(platform::Host& host, std::unique_ptr<Controller> controller)
    : host_(host), controller_(std::move(controller)) {
    controller_->start();
}

float View::draw_banner(ui::Painter& /*painter*/, float /*x*/, float /*y*/, float /*width*/) { return 0; }
void View::draw_on_pad(ui::Painter& /*painter*/, const ui::Rect& /*pad*/) {}
float View::draw_below(ui::Painter& /*painter*/, const ui::Rect& /*room*/) { return 0; }
std::string View::pad_label() const { return drawing_label; }

void View::pointer(const platform::PointerSample& sample) {
    if (sample.area != "pad" || pad_.w <= 0) return;
    platform::PointerSample on_pad = sample;
    const float unit = ui::DrawingPad::side / pad_.w;
    on_pad.x = (sample.x - pad_.x) * unit;
    on_pad.y = (sample.y - pad_.y) * unit;
    controller_->pen(on_pad);
}

void View::advance(const platform::Frame& frame) {
    if (controller_->advance(frame.now_ms, frame.reduced_motion)) host_.request_frames(1);
}

ui::Layout View::lay_out(ui::Painter& painter) {
    const platform::Frame& frame = painter.frame();
    const bool wide = frame.width >= painter.px(wide_em);
    const float gap = painter.px(wide ? 2.5F : 1.25F);
    const float margin = painter.px(wide ? 1.5F : 1);
    const float inner = frame.width - 2 * margin;
    const float side = std::floor(std::min(wide ? inner * 0.5F : inner, painter.px(largest_pad_em)));
    const float banner_h = std::ceil(draw_banner(painter, margin, margin, inner));
    const float top = margin + banner_h;
    const ui::Rect pad{wide ? margin : std::floor((frame.width - side) / 2), top, side, side};
    const ui::PadLook look{.pen_width = controller_->pen_width(),
                           .eraser = controller_->eraser(),
                           .focused = controller_->focus_visible(),
                           .hint = controller_->subject().hint,
                           .key_hint = "Arrow keys move the pen, space draws, Escape leaves"};
    pad_view_.draw(painter, host_, controller_->pad(), pad, look);
    if (!painter.measures()) draw_on_pad(painter, pad);
    float pad_bottom = pad.bottom();
    ui::Rect below{margin, pad_bottom + gap, inner, 0};
    if (!wide) {
        below.h = draw_below(painter, below);
        if (below.h > 0) pad_bottom = below.bottom();
    }

    // A look back stands right below the pad: its slider is below the stage, and both are to be seen at once.
    const bool replays = controller_->replaying().on();
    const float answers_w = std::min(wide ? inner - side - gap : inner, painter.px(40));
    const ui::Rect room{wide ? pad.right() + gap : margin, wide ? top : pad_bottom + gap, answers_w, wide ? side : 0};
    const bool answers = wide || !replays;
    const float answers_h = answers ? draw_answers(painter, room) : 0;
    float y = std::max(pad_bottom, answers ? room.y + answers_h : 0) + gap;
    if (wide) {
        below.y = y;
        below.h = draw_below(painter, below);
        if (below.h > 0) y = below.bottom() + gap;
    }

    ui::Rect replay_area{margin, y, inner, 0};
    if (replays) {
        replay_area.h = draw_replay(painter, replay_area, controller_->replaying(),
                                    controller_->answering().chosen().card().labels);
        y = replay_area.bottom() + gap;
    }
    const bool looking = controller_->answering().looking_inside();
    ui::Rect inside_area{margin, y, inner, 0};
    if (looking) {
        inside_area.h = inside_.draw(painter, host_, inside_area, controller_->answering().chosen(),
                                     controller_->subject(), controller_->answering().explaining());
        y = inside_area.bottom() + gap;
    }
    ui::Rect weights_area{margin, y, inner, 0};
    if (looking) {
        weights_area.h = inside_.draw_weights(painter, host_, weights_area, controller_->answering().chosen());
        if (weights_area.h > 0) y = weights_area.bottom() + gap;
    }
    if (!replays) y += draw_figures(painter, {margin, y, inner, 0});
    y += margin;

    if (painter.measures()) return {.height = y};
    pad_ = pad;
    ui::Layout layout{.height = y,
                      .areas = {{.name = "pad", .rect = pad, .takes_drags = true, .label = pad_label()},
                                {.name = "answer", .rect = {room.x, room.y, room.w, answers_h}}}};
    if (replays) layout.areas.push_back({.name = "replay", .rect = replay_area});
    if (below.h > 0) layout.areas.push_back({.name = "steps", .rect = below});
    if (looking) layout.areas.push_back({.name = "inside", .rect = inside_area});
    if (weights_area.h > 0)
        layout.areas.push_back({.name = "weights", .rect = weights_area, .label = inside_.weights_in_words()});
    return layout;
}

float View::draw_figures(ui::Painter& painter, const ui::Rect& room) {
    painter.line(room.x, room.y, room.right(), room.y, painter.colours().line);
    const float above = painter.px(1);
    return above + experiments::draw_model_figures(painter, room.x, room.y + above, room.w,
                                                   controller_->answering().chosen().model());
}

float View::draw_answers(ui::Painter& painter, const ui::Rect& room) {
    const Answering& answering = controller_->answering();
    const auto& readers = answering.readers();
    if (!answering.comparing()) {
        return draw_answer(painter, room, answering.chosen_index(), room.h > 0 ? Shape::column : Shape::row);
    }
    // Beside each other as long as bars and words have room, else in rows.
    const float gap = painter.px(1.5F);
    const auto fit = static_cast<std::size_t>(std::max(1.0F, (room.w + gap) / (painter.px(least_column_em) + gap)));
    const std::size_t columns = std::min(fit, readers.size());
    const std::size_t rows = (readers.size() + columns - 1) / columns;
    const float width = (room.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    const float height = std::max(0.0F, (room.h - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows));
    float y = room.y;
    for (std::size_t row = 0; row < rows; ++row) {
        float tallest = 0;
        for (std::size_t i = row * columns; i < std::min((row + 1) * columns, readers.size()); ++i) {
            const float x = room.x + static_cast<float>(i % columns) * (width + gap);
            tallest = std::max(tallest, draw_answer(painter, {x, y, width, height}, i, Shape::column));
        }
        y += tallest + (row + 1 < rows ? gap : 0);
    }
    return y - room.y;
}

}  // namespace mllab::sketchpad
