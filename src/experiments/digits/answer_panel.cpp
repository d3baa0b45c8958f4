#include "experiments/digits/answer_panel.hpp"

#include <algorithm>
#include <array>

namespace mllab::digits {

namespace {

constexpr std::array<std::string_view, digit_count> digit_names{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};

std::vector<ui::ProbabilityBars::Row> rows_of(const Answer& answer) {
    const auto best = std::ranges::max_element(answer.probabilities);
    std::vector<ui::ProbabilityBars::Row> rows;
    for (std::size_t i = 0; i < digit_count; ++i) {
        const bool asked = !answer.probabilities.empty();
        const bool is_best = asked && static_cast<std::ptrdiff_t>(i) == best - answer.probabilities.begin();
        rows.push_back({.label = digit_names[i], .p = asked ? answer.probabilities[i] : 0, .best = is_best});
    }
    return rows;
}

// The large sign: the digit, "?" where there is doubt, a dash where there is nothing to answer.
std::string_view sign_of(const Answer& answer) {
    if (answer.digit) return digit_names[*answer.digit];
    return answer.doubt == Doubt::empty ? "–" : "?";
}

}  // namespace

std::string caption(const Reader& reader) {
    const Answer& answer = reader.answer;
    const bool nothing_drawn = answer.doubt == Doubt::empty;
    if (reader.condition == Reader::Condition::failed && !nothing_drawn) return "No answer";
    if (reader.condition != Reader::Condition::ready && !nothing_drawn) return "The network is on its way";
    if (answer.digit) return ui::percentage(answer.probabilities[*answer.digit]) + " sure";
    return sentence(answer);
}

float AnswerPanel::draw(ui::Painter& painter, const ui::Rect& room, const Reader& reader, Shape shape, bool named) {
    const ui::Palette& colours = painter.colours();
    const Answer& answer = reader.answer;
    const bool beside = shape == Shape::beside;
    const float column_w = beside ? painter.px(7) : room.w;
    float y = room.y;
    if (named) y += painter.text(room.x, y, reader.name, ui::Type::small_strong, colours.muted, column_w).h;

    const bool doubtful = answer.doubt != Doubt::none && answer.doubt != Doubt::empty;
    const ui::Colour colour = answer.digit ? colours.accent : (doubtful ? colours.doubt : colours.line);
    // The line of so large a sign has more air above and below than the layout needs.
    const float tuck = painter.px(0.75F);
    y += painter.text(room.x, y - tuck, sign_of(answer), ui::Type::answer, colour).h - 2 * tuck;
    const auto caption_type = answer.digit ? ui::Type::strong : ui::Type::body;
    y += painter
             .text(room.x, y, caption(reader), caption_type, answer.digit ? colours.text : colours.muted,
                   column_w - painter.px(0.5F))
             .h;

    const auto rows = rows_of(answer);
    const bool answered = !answer.probabilities.empty();
    const bool sure = answer.digit.has_value();
    if (beside) {
        const float bars_h = bars_.draw(painter, room.x + column_w, room.y, room.w - column_w, rows, answered, sure);
        return std::max(y - room.y, bars_h);
    }
    // Two lines of caption, so that the bars of two panels stand side by side and do not jump.
    const float bars_y = room.y + painter.px((named ? 1.25F : 0) + 4.75F + 3 + 0.75F);
    return bars_y - room.y + bars_.draw(painter, room.x, bars_y, room.w, rows, answered, sure);
}

}  // namespace mllab::digits
