#include "experiments/summation/view/view.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "experiments/common/figures.hpp"

namespace mllab::summation {

namespace {

constexpr float wide_em = 40;  // from here on the look inside stands beside the answer

}  // namespace

std::unique_ptr<ui::Experiment> open(platform::Host& host, const platform::Launch& launch) {
    return std::make_unique<View>(host, launch);
}

View::View(platform::Host& host, const platform::Launch& launch) : host_(host), controller_(host, launch) {
    controller_.start();
}

float View::draw_head(ui::Painter& painter, const ui::Rect& room) const {
    const ui::Palette& colours = painter.colours();
    const Result* last = controller_.last();
    const bool asked = last != nullptr && controller_.parsed().problem == Problem::none;
    const std::string sum =
        asked ? core::joined(last->expression.left, " + ", last->expression.right, " =") : std::string("The answer");
    float h = painter.text(room.x, room.y, sum, ui::Type::title, asked ? colours.text : colours.muted, room.w).h;
    const std::string truth =
        !asked
            ? std::string("place by place, with everything that the network could have written")
            : core::joined(last->answer.right ? "right: " : "wrong: ", "the true sum is ", true_sum(last->expression));
    h += painter
             .text(room.x, room.y + h, truth, asked ? ui::Type::strong : ui::Type::small,
                   !asked               ? colours.muted
                   : last->answer.right ? colours.accent
                                        : colours.danger,
                   room.w)
             .h;
    // As high without an answer as with one, so that nothing jumps while one types.
    h = std::max(h, painter.px(ui::line_em(ui::Type::title) + ui::line_em(ui::Type::strong)));
    h += painter
             .text(room.x, room.y + h, "In each place, in %: how likely each digit is, as the network sees it.",
                   ui::Type::small, colours.muted, room.w)
             .h;
    return h + painter.px(0.75F);
}

float View::draw_attention_or_hint(ui::Painter& painter, const ui::Rect& room) const {
    if (const Result* last = controller_.last()) return draw_attention(painter, room, *last);
    return painter
        .text(room.x, room.y, "Type a sum, and see what the network looks at while it writes each digit.",
              ui::Type::body, painter.colours().muted, room.w)
        .h;
}

ui::Layout View::lay_out(ui::Painter& painter) {
    const platform::Frame& frame = painter.frame();
    const bool wide = frame.width >= painter.px(wide_em);
    const float gap = painter.px(wide ? 2.5F : 1.5F);
    const float margin = painter.px(wide ? 1.5F : 1);
    const float inner = frame.width - 2 * margin;
    const float answer_w = wide ? std::min((inner - gap) * 0.58F, painter.px(44)) : inner;

    const Result* last = controller_.last();
    const bool asked = controller_.parsed().problem == Problem::none && last != nullptr;
    const ui::Rect left{margin, margin, answer_w, 0};
    float left_h = draw_head(painter, left);
    left_h += places_.draw(painter, {left.x, left.y + left_h, left.w, 0}, asked ? &last->answer : nullptr);
    const ui::Rect answer{left.x, left.y, left.w, left_h};

    ui::Rect looked{wide ? answer.right() + gap : margin, wide ? margin : answer.bottom() + gap,
                    wide ? inner - answer_w - gap : inner, 0};
    looked.h = draw_attention_or_hint(painter, looked);
    float y = std::max(answer.bottom(), looked.bottom()) + gap;

    ui::Rect units{margin, y, inner, 0};
    const bool looking = controller_.looking_inside() && last != nullptr;
    if (looking) {
        units.h = units_.draw(painter, host_, units, *last);
        y = units.bottom() + gap;
    }
    painter.line(margin, y, margin + inner, y, painter.colours().line);
    y += painter.px(1);
    y += experiments::draw_model_figures(painter, margin, y, inner, controller_.model()) + margin;

    ui::Layout layout{.height = y,
                      .areas = {{.name = "answer", .rect = answer}, {.name = "attention", .rect = looked}}};
    if (looking) layout.areas.push_back({.name = "units", .rect = units});
    return layout;
}

}  // namespace mllab::summation
