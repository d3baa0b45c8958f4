#include "experiments/sketchpad/inside/kernel_panel.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>

#include "core/text.hpp"
#include "experiments/common/inside.hpp"

namespace mllab::sketchpad {

namespace {

constexpr float cell_em = 3;
constexpr float sign_em = 2;

std::string signed_number(float value) {
    const std::string digits = core::decimals(std::abs(value), 2);
    const bool zero = digits.find_first_not_of("0.") == std::string::npos;
    return (value < 0 && !zero ? "−" : "") + digits;
}

struct Grid {
    std::string_view sign;  // in front of it
    std::string_view title;
    const std::vector<float>* values;
    bool ink;  // 0 to 1, of the drawing
};

void draw_grid(ui::Painter& painter, float x, float y, int side, const Grid& grid) {
    const ui::Palette& colours = painter.colours();
    float largest = grid.ink ? 1 : 0;
    for (const float v : *grid.values) largest = std::max(largest, std::abs(v));
    const float size = painter.px(cell_em);
    for (int row = 0; row < side; ++row)
        for (int column = 0; column < side; ++column) {
            const float v = (*grid.values)[static_cast<std::size_t>(row * side + column)];
            // Pale enough for the number on it.
            const float strength = largest > 0 ? 0.4F * std::abs(v) / largest : 0;
            const ui::Colour full = grid.ink ? colours.text : v < 0 ? colours.doubt : colours.accent;
            const ui::Rect cell{x + static_cast<float>(column) * size, y + static_cast<float>(row) * size, size, size};
            painter.fill(cell, ui::mixed(colours.surface, full, strength));
            painter.outline(cell, colours.line);
            painter.text(cell.x, cell.y + (size - painter.px(ui::line_em(ui::Type::small))) / 2, signed_number(v),
                         ui::Type::small, colours.text, size, ui::Align::centre);
        }
}

std::string sentence_of(const CellSum& cell, int map, int x, int y) {
    const float products = cell.sum - cell.bias;
    std::string words = core::joined("Map ", map + 1, ", column ", x + 1, ", row ", y + 1, ": the products add up to ",
                                     signed_number(products), ", and with the filter’s bias of ",
                                     signed_number(cell.bias), " to ", signed_number(cell.sum), ". ");
    words += cell.sum > 0 ? "That is the cell." : "What is below 0 becomes 0: the cell stays pale.";
    return words;
}

}  // namespace

float draw_cell_sum(ui::Painter& painter, const ui::Rect& room, const CellSum& cell, int map, int x, int y) {
    const ui::Palette& colours = painter.colours();
    const experiments::Caption caption{
        .title = "The sum behind one cell",
        .sentence =
            "Point at a cell of the maps above, or tap it: these pixels of your drawing, times the numbers of "
            "the filter."};
    float top = room.y + experiments::draw_caption(painter, room, caption, 0.5F);
    const std::array<Grid, 3> grids{{{"", "Your drawing", &cell.patch, true},
                                     {"×", "The filter", &cell.kernel, false},
                                     {"=", "The products", &cell.products, false}}};
    const float grid = painter.px(cell_em) * static_cast<float>(cell.side);
    const float sign = painter.px(sign_em);
    const float title = painter.px(ui::line_em(ui::Type::small));
    const bool in_a_row = room.w >= 3 * grid + 2 * sign;
    float left = room.x;
    for (const Grid& one : grids) {
        if (!in_a_row) left = room.x + sign;
        if (!one.sign.empty()) {
            const float beside = in_a_row ? left : room.x;
            painter.text(beside, top + title + (grid - painter.px(ui::line_em(ui::Type::title))) / 2, one.sign,
                         ui::Type::title, colours.muted, sign, ui::Align::centre);
            if (in_a_row) left += sign;
        }
        painter.text(left, top, one.title, ui::Type::small, colours.muted);
        draw_grid(painter, left, top + title, cell.side, one);
        if (in_a_row)
            left += grid;
        else
            top += title + grid + painter.px(0.5F);
    }
    if (in_a_row) top += title + grid + painter.px(0.5F);
    // Two lines, or as many as the longest sentence takes where it is narrow.
    CellSum longest = cell;
    longest.bias = -10;
    longest.sum = -88.88F;
    const float height = painter.measure(sentence_of(longest, 98, 26, 26), ui::Type::body, room.w).h;
    painter.text(room.x, top, sentence_of(cell, map, x, y), ui::Type::body, colours.text, room.w);
    return top + height - room.y;
}

void draw_kernel(ui::Painter& painter, float x, float y, int side, const std::vector<float>& values) {
    draw_grid(painter, x, y, side, {.sign = "", .title = "", .values = &values, .ink = false});
}

float kernel_side(const ui::Painter& painter, int side) { return painter.px(cell_em) * static_cast<float>(side); }

}  // namespace mllab::sketchpad
