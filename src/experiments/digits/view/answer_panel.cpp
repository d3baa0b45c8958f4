#include "experiments/digits/view/answer_panel.hpp"

#include <algorithm>
#include <array>

#include "experiments/digits/pipeline/pipeline.hpp"

namespace mllab::digits {

namespace {

// Where the network sees no digit at all, the best of the rest is nothing to point at.
constexpr float noteworthy = 0.05F;

constexpr std::array<std::string_view, digit_count> digit_names{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};

std::vector<ui::ProbabilityBars::Row> rows_of(const sketchpad::Answer& answer) {
    const auto best = std::ranges::max_element(answer.probabilities);
    std::vector<ui::ProbabilityBars::Row> rows;
    for (std::size_t i = 0; i < digit_count; ++i) {
        const bool asked = !answer.probabilities.empty();
        const bool is_best =
            asked && *best >= noteworthy && static_cast<std::ptrdiff_t>(i) == best - answer.probabilities.begin();
        rows.push_back({.label = digit_names[i], .p = asked ? answer.probabilities[i] : 0, .best = is_best});
    }
    return rows;
}

// Height of the large sign without the air that its line has above and below.
constexpr float sign_em = 5;

// The digit, “?” where there is doubt, an empty place where nothing is drawn yet. Gives the height.
float draw_sign(ui::Painter& painter, float x, float y, const sketchpad::Answer& answer) {
    const ui::Palette& colours = painter.colours();
    const float h = painter.px(sign_em);
    if (answer.empty) {
        painter.fill({x, y + painter.px(0.25F), painter.px(3.5F), h - painter.px(0.75F)}, colours.sunken, 0.5F);
        return h;
    }
    const float air = painter.px((ui::line_em(ui::Type::answer) - sign_em) / 2);
    const std::string_view sign = answer.best ? digit_names[*answer.best] : "?";
    painter.text(x, y - air, sign, ui::Type::answer, answer.best ? colours.accent : colours.doubt);
    return h;
}

ui::Colour remark_colour(const ui::Painter& painter, const sketchpad::Answer& answer) {
    return answer.best ? painter.colours().text : painter.colours().muted;
}

}  // namespace

float AnswerPanel::draw_row(ui::Painter& painter, const ui::Rect& room, const sketchpad::Answer& answer,
                            const std::string& remark) {
    const float column_w = painter.px(6.75F);
    const float sign_h = draw_sign(painter, room.x, room.y, answer);
    const auto type = answer.best ? ui::Type::strong : ui::Type::small;
    const float wrap = column_w - painter.px(0.5F);
    const auto text = painter.text(room.x, room.y + sign_h, remark, type, remark_colour(painter, answer), wrap);
    const ui::Rect bars{room.x + column_w, room.y, room.w - column_w, 0};
    return std::max(sign_h + text.h, draw_bars(painter, bars, 1.5F, answer));
}

float AnswerPanel::draw_column(ui::Painter& painter, const ui::Rect& room, const sketchpad::Answer& answer,
                               const std::string& remark, const std::string& name) {
    const float head_h = painter.px(sign_em);
    const float gap = painter.px(1);
    draw_sign(painter, room.x, room.y, answer);

    const bool narrow = room.w < painter.px(14);
    const float x = room.x + painter.px(narrow ? 4.25F : 5.25F);
    const float width = room.right() - x;
    const auto type = narrow ? (answer.best ? ui::Type::small_strong : ui::Type::small)
                             : (answer.best ? ui::Type::title : ui::Type::body);
    const float name_h = name.empty() ? 0 : painter.px(ui::line_em(ui::Type::small));
    float y = room.y + (head_h - name_h - painter.measure(remark, type, width).h) / 2;
    painter.text(x, y, name, ui::Type::small_strong, painter.colours().muted);
    y += name_h;
    painter.text(x, y, remark, type, remark_colour(painter, answer), width);

    const float rows_em = (room.h - head_h - gap) / painter.em() / static_cast<float>(digit_count);
    const ui::Rect bars{room.x, room.y + head_h + gap, room.w, 0};
    return head_h + gap + draw_bars(painter, bars, std::clamp(rows_em, 1.5F, 2.25F), answer);
}

float AnswerPanel::draw_bars(ui::Painter& painter, const ui::Rect& room, float row_em,
                             const sketchpad::Answer& answer) {
    const bool answered = !answer.probabilities.empty();
    return bars_.draw(painter, room, row_em, rows_of(answer), answered, answer.best.has_value());
}

}  // namespace mllab::digits
