#include "experiments/summation/view/inside_panel.hpp"

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "experiments/common/inside.hpp"
#include "experiments/summation/view/places_panel.hpp"
#include "ui/bars.hpp"

namespace mllab::summation {

namespace {

using experiments::Caption;
using experiments::draw_caption;

constexpr float largest_cell_em = 3;
constexpr float unit_tile_em = 5;
constexpr float caption_air_em = 0.75F;

void set_tiles(ui::HeatGrid& grid, const std::vector<float>& values, std::size_t count, std::size_t units) {
    const int height = experiments::tile_height(static_cast<int>(units));
    grid.set(values, static_cast<int>(count), static_cast<int>(units) / height, height);
}

}  // namespace

float draw_attention(ui::Painter& painter, const ui::Rect& room, const Result& result) {
    const ui::Palette& colours = painter.colours();
    const Caption caption{.title = "Where it looked",
                          .sentence =
                              "A row for each place of the sum, in the order in which the network wrote them. "
                              "The stronger a cell, the more it looked at that character."};
    float y = room.y + draw_caption(painter, room, caption, caption_air_em);
    const float name_w = painter.px(5.5F);
    const float cell =
        std::floor(std::min(painter.px(largest_cell_em), (room.w - name_w) / static_cast<float>(input_length)));
    const float gap = std::max(1.0F, painter.px(0.125F));
    const float line_h = painter.px(ui::line_em(ui::Type::strong));
    const std::string& read = result.read;
    for (std::size_t i = 0; i < input_length; ++i) {
        const std::string sign = read[i] == ' ' ? "·" : std::string(1, read[i]);
        painter.text(room.x + name_w + static_cast<float>(i) * cell, y, sign, ui::Type::strong,
                     read[i] == ' ' ? colours.muted : colours.text, cell, ui::Align::centre);
    }
    y += line_h + gap;
    for (std::size_t row = 0; row < answer_length; ++row) {
        const std::size_t place = answer_length - 1 - row;
        const std::string wrote = symbol_name(result.answer.symbols.at(place));
        const float top = y + static_cast<float>(row) * cell;
        const float text_y = top + (cell - painter.px(ui::line_em(ui::Type::small))) / 2;
        painter.text(room.x, text_y, core::joined(place_name(place)), ui::Type::small, colours.muted);
        for (std::size_t i = 0; i < input_length; ++i) {
            const float share = result.inside.attention.at(place).at(i);
            const ui::Rect box{room.x + name_w + static_cast<float>(i) * cell, top, cell - gap, cell - gap};
            painter.fill(box, ui::mixed(colours.sunken, colours.accent, std::clamp(share, 0.0F, 1.0F)), 0.25F);
            if (const auto at = painter.pointer_in(box)) {
                painter.outline(box, colours.text, 0.25F);
                const std::string what = read[i] == ' ' ? "a blank" : core::joined("“", std::string(1, read[i]), "”");
                painter.note(
                    *at, core::joined("writing “", wrote, "”: ", ui::percentage(share), " of its attention on ", what));
            }
        }
    }
    return y + cell * static_cast<float>(answer_length) - room.y;
}

void UnitsPanel::refresh(const Result& result) {
    if (shown_ == result.inside.writing) return;
    shown_ = result.inside.writing;
    set_tiles(reading_, result.inside.reading, input_length, result.inside.units);
    set_tiles(writing_, result.inside.writing, answer_length, result.inside.units);
}

float UnitsPanel::draw(ui::Painter& painter, platform::Host& host, const ui::Rect& room, const Result& result) {
    refresh(result);
    float y = room.y;
    const Caption reading{
        .title = "What it remembers while it reads",
        .sentence = core::joined("A tile for each of the seven characters of “", result.read,
                                 "”, a cell for each of its ", result.inside.units,
                                 " units: green for yes, amber for no. What is read changes them all a little.")};
    y += draw_caption(painter, {room.x, y, room.w, 0}, reading, caption_air_em);
    y += reading_.draw(painter, host, room.x, y, room.w, unit_tile_em) + painter.px(1.25F);
    const Caption writing{.title = "What it thinks while it writes",
                          .sentence =
                              "The units of the network that writes, for thousands, hundreds, tens and units. "
                              "It begins with the last: there a carry comes from."};
    y += draw_caption(painter, {room.x, y, room.w, 0}, writing, caption_air_em);
    y += writing_.draw(painter, host, room.x, y, room.w, unit_tile_em);
    return y - room.y;
}

}  // namespace mllab::summation
