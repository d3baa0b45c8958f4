#include "experiments/sketches/view/guess_panel.hpp"

#include <algorithm>

#include "core/classification.hpp"

namespace mllab::sketches {

namespace {

constexpr float narrow_em = 14;  // below this the percentages stand beside the bars, not beside the names
constexpr float number_em = 4.5F;
constexpr float first_row_em = 3.75F;
constexpr float row_em = 2.5F;
constexpr float high_row_em = 3.5F;  // from here on there is room for larger names
constexpr float highest_row_em = 4.25F;

}  // namespace

float GuessPanel::draw(ui::Painter& painter, const ui::Rect& room, const sketchpad::Reader& reader,
                       const std::string& remark, const std::string& name) {
    const ui::Palette& colours = painter.colours();
    const bool narrow = room.w < painter.px(narrow_em);
    const float number_w = painter.px(number_em);
    float y = room.y;
    if (!name.empty()) {
        painter.text(room.x, y, name, ui::Type::small_strong, colours.muted);
        y += painter.px(ui::line_em(ui::Type::small) + 0.25F);
    }
    const float rows_h = room.h - (y - room.y) - painter.px(first_row_em);
    const float step =
        std::clamp(rows_h / static_cast<float>(guesses - 1), painter.px(row_em), painter.px(highest_row_em));
    const auto other_type = !narrow && step >= painter.px(high_row_em) ? ui::Type::body : ui::Type::small;
    const auto best = core::top_k(reader.answer().probabilities, guesses);
    for (std::size_t i = 0; i < guesses; ++i) {
        const bool first = i == 0;
        const auto name_type = first ? (narrow ? ui::Type::strong : ui::Type::title) : other_type;
        const auto number_type = first ? ui::Type::strong : other_type;
        const float name_h = painter.px(ui::line_em(first ? ui::Type::title : other_type));
        const float bar_h = painter.px(first ? 0.75F : 0.5F);
        const float name_w = narrow ? room.w : room.w - number_w;
        const float bar_y = y + name_h + painter.px(first ? 0.25F : 0.125F);
        const ui::Rect bar{room.x, bar_y, narrow ? room.w - number_w : room.w, bar_h};
        bars_.at(i).draw(painter, bar, i < best.size() ? best[i].value : 0,
                         first ? colours.accent : ui::mixed(colours.muted, colours.sunken, 0.3F));
        if (i < best.size()) {
            const ui::Colour ink = first ? colours.text : colours.muted;
            const std::string& label = reader.card().labels[best[i].index];
            painter.text(room.x, y, painter.fitted(label, name_type, name_w), name_type, ink);
            const float line_h = painter.px(ui::line_em(number_type));
            const float number_y = narrow ? bar.y + (bar.h - line_h) / 2 : y + name_h - line_h;
            painter.text(room.right() - number_w, number_y, ui::percentage(best[i].value), number_type, ink, number_w,
                         ui::Align::right);
        } else if (first) {
            painter.text(room.x, y, painter.fitted(remark, ui::Type::body, room.w), ui::Type::body, colours.muted);
        }
        // The space between the guesses grows alike.
        y += first ? painter.px(first_row_em) + (step - painter.px(row_em)) / 2 : step;
    }
    return y - room.y;
}

}  // namespace mllab::sketches
