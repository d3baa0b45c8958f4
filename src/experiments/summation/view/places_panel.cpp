#include "experiments/summation/view/places_panel.hpp"

#include <algorithm>

#include "core/text.hpp"

namespace mllab::summation {

namespace {

constexpr float sign_em = 5;  // the large symbol, without the air that its line has above and below
constexpr float row_em = 1.375F;
constexpr float wide_column_em = 9;  // from here on every bar has its percentage beside it

}  // namespace

const char* symbol_name(std::size_t symbol) {
    static constexpr std::array<const char*, symbol_count> names{"0", "1", "2", "3", "4",    "5",
                                                                 "6", "7", "8", "9", "blank"};
    return names.at(symbol);
}

const char* place_name(std::size_t place) {
    static constexpr std::array<const char*, answer_length> names{"thousands", "hundreds", "tens", "units"};
    return names.at(place);
}

float PlacesPanel::draw(ui::Painter& painter, const ui::Rect& room, const Answer* answer) {
    const float gap = painter.px(0.75F);
    const float width = (room.w - gap * static_cast<float>(answer_length - 1)) / static_cast<float>(answer_length);
    float tallest = 0;
    for (std::size_t place = 0; place < answer_length; ++place) {
        const ui::Rect column{room.x + static_cast<float>(place) * (width + gap), room.y, width, room.h};
        tallest = std::max(tallest, draw_place(painter, column, place, answer));
    }
    return tallest;
}

float PlacesPanel::draw_place(ui::Painter& painter, const ui::Rect& column, std::size_t place, const Answer* answer) {
    const ui::Palette& colours = painter.colours();
    const float small_h = painter.px(ui::line_em(ui::Type::small));
    const std::size_t best = answer != nullptr ? answer->symbols.at(place) : blank;
    float y = column.y;
    const float air = painter.px((ui::line_em(ui::Type::answer) - sign_em) / 2);
    if (answer != nullptr && best != blank)
        painter.text(column.x, y - air, symbol_name(best), ui::Type::answer,
                     answer->place_right.at(place) ? colours.accent : colours.doubt, column.w, ui::Align::centre);
    else
        painter.fill({column.x, y + painter.px(0.25F), column.w, painter.px(sign_em - 0.75F)}, colours.sunken, 0.5F);
    y += painter.px(sign_em);

    const std::string name = place_name(place);
    // The narrowest phones: "1000s" for "thousands".
    constexpr std::array<const char*, answer_length> short_names{"1000s", "100s", "10s", "1s"};
    const bool fits = painter.measure("thousands", ui::Type::small).w <= column.w;
    painter.text(column.x, y, fits ? name : short_names.at(place), ui::Type::small, colours.muted, column.w,
                 ui::Align::centre);
    y += small_h;
    painter.text(column.x, y, answer != nullptr ? ui::percentage(answer->probabilities.at(place).at(best)) : " ",
                 ui::Type::small_strong, colours.text, column.w, ui::Align::centre);
    y += small_h + painter.px(0.5F);

    const bool wide = column.w >= painter.px(wide_column_em);
    const float label_w = painter.px(wide ? 2.75F : 1.125F);
    const float number_w = wide ? painter.px(4.25F) : 0;
    const float bar_h = painter.px(0.625F);
    for (std::size_t symbol = 0; symbol < symbol_count; ++symbol) {
        const float top = y + static_cast<float>(symbol) * painter.px(row_em);
        const float text_y = top + (painter.px(row_em) - small_h) / 2;
        const bool chosen = answer != nullptr && symbol == best;
        const auto type = chosen ? ui::Type::small_strong : ui::Type::small;
        const ui::Colour ink = chosen ? colours.text : colours.muted;
        const float p = answer != nullptr ? answer->probabilities.at(place).at(symbol) : 0;
        painter.text(column.x, text_y, symbol == blank && !wide ? "–" : symbol_name(symbol), type, ink);
        const ui::Rect track{column.x + label_w, top + (painter.px(row_em) - bar_h) / 2, column.w - label_w - number_w,
                             bar_h};
        bars_.at(place).at(symbol).draw(painter, track, p,
                                        chosen ? colours.accent : ui::mixed(colours.muted, colours.sunken, 0.3F));
        if (wide && answer != nullptr)
            painter.text(column.right() - number_w, text_y, ui::percentage(p), type, ink, number_w, ui::Align::right);
        if (const auto at = painter.pointer_in({column.x, top, column.w, painter.px(row_em)}); at && answer != nullptr)
            painter.note(*at, core::joined(name, ": ", symbol_name(symbol), ", ", ui::percentage(p), " likely"));
    }
    return y + static_cast<float>(symbol_count) * painter.px(row_em) - column.y;
}

}  // namespace mllab::summation
