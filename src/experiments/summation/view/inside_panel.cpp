#include "experiments/summation/view/inside_panel.hpp"

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "experiments/summation/view/places_panel.hpp"
#include "ui/bars.hpp"

namespace mllab::summation {

namespace {

constexpr float largest_cell_em = 3;
constexpr float unit_tile_em = 5;

float draw_caption(ui::Painter& painter, const ui::Rect& room, const std::string& title, const std::string& sentence) {
    float h = painter.text(room.x, room.y, title, ui::Type::strong, painter.colours().text, room.w).h;
    h += painter.text(room.x, room.y + h, sentence, ui::Type::small, painter.colours().muted, room.w).h;
    return h + painter.px(0.75F);
}

// The largest divisor that makes a tile at least as wide as high: 96 units are 12 x 8.
int tile_height(int units) {
    int best = 1;
    for (int h = 1; h * h <= units; ++h)
        if (units % h == 0) best = h;
    return best;
}

void set_tiles(ui::HeatGrid& grid, const std::vector<float>& values, std::size_t count, std::size_t units) {
    const int height = tile_height(static_cast<int>(units));
    grid.set(values, static_cast<int>(count), static_cast<int>(units) / height, height);
}

}  // namespace

float draw_attention(ui::Painter& painter, const ui::Rect& room, const Told& told) {
    const ui::Palette& colours = painter.colours();
    float y = room.y + draw_caption(painter, room, "Where it looked",
                                    "A row for each place of the sum, in the order in which the network wrote them. "
                                    "The stronger a cell, the more it looked at that character.");
    const float name_w = painter.px(5.5F);
    const float cell =
        std::floor(std::min(painter.px(largest_cell_em), (room.w - name_w) / static_cast<float>(input_length)));
    const float gap = std::max(1.0F, painter.px(0.125F));
    const float line_h = painter.px(ui::line_em(ui::Type::strong));
    const std::string read = laid_out(told.expression);
    for (std::size_t i = 0; i < input_length; ++i) {
        const std::string sign = read[i] == ' ' ? "·" : std::string(1, read[i]);
        painter.text(room.x + name_w + static_cast<float>(i) * cell, y, sign, ui::Type::strong,
                     read[i] == ' ' ? colours.muted : colours.text, cell, ui::Align::centre);
    }
    y += line_h + gap;
    for (std::size_t row = 0; row < answer_length; ++row) {
        const std::size_t place = answer_length - 1 - row;
        const std::string wrote = symbol_name(told.answer.symbols.at(place));
        const float top = y + static_cast<float>(row) * cell;
        const float text_y = top + (cell - painter.px(ui::line_em(ui::Type::small))) / 2;
        painter.text(room.x, text_y, core::joined(place_name(place)), ui::Type::small, colours.muted);
        for (std::size_t i = 0; i < input_length; ++i) {
            const float share = told.inside.attention.at(place).at(i);
            const ui::Rect box{room.x + name_w + static_cast<float>(i) * cell, top, cell - gap, cell - gap};
            painter.fill(box, ui::mixed(colours.sunken, colours.accent, std::clamp(share, 0.0F, 1.0F)), 0.25F);
            if (const auto at = painter.pointer_in(box)) {
                painter.outline(box, colours.text, 0.25F);
                const std::string what = read[i] == ' ' ? "a blank" : core::joined("“", std::string(1, read[i]), "”");
                painter.note(*at, core::joined("writing “", wrote, "”: ", ui::percentage(share), " on ", what));
            }
        }
    }
    return y + cell * static_cast<float>(answer_length) - room.y;
}

void UnitsPanel::refresh(const Told& told) {
    if (shown_ == told.inside.writing) return;
    shown_ = told.inside.writing;
    set_tiles(reading_, told.inside.reading, input_length, told.inside.units);
    set_tiles(writing_, told.inside.writing, answer_length, told.inside.units);
}

float UnitsPanel::draw(ui::Painter& painter, platform::Host& host, const ui::Rect& room, const Told& told) {
    refresh(told);
    float y = room.y;
    y += draw_caption(painter, {room.x, y, room.w, 0}, "What it remembers while it reads",
                      core::joined("A tile for each of the seven characters of “", laid_out(told.expression),
                                   "”, a cell for each of its ", told.inside.units,
                                   " units: green for yes, amber for no. What is read changes them all a little."));
    y += reading_.draw(painter, host, room.x, y, room.w, unit_tile_em) + painter.px(1.25F);
    y += draw_caption(painter, {room.x, y, room.w, 0}, "What it thinks while it writes",
                      "The units of the network that writes, for thousands, hundreds, tens and units. It begins with "
                      "the last: there a carry comes from.");
    y += writing_.draw(painter, host, room.x, y, room.w, unit_tile_em);
    return y - room.y;
}

}  // namespace mllab::summation
