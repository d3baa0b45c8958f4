#include "experiments/object_detection/view/board.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "experiments/object_detection/pipeline/words.hpp"
#include "experiments/object_detection/view/boxes.hpp"

namespace mllab::object_detection {

namespace {

constexpr std::size_t most_rows = 8;
constexpr std::size_t kept_rows = 4;  // so many have room from the beginning
constexpr float row_em = 1.75F;
constexpr float title_lines = 2;
constexpr const char* of_what = "In %: how sure the network is; of several of one kind, the surest.";

float best_score(const std::vector<Thing>& things, std::size_t label) {
    float best = 0;
    for (const Thing& thing : things)
        if (thing.what.label == label) best = std::max(best, thing.what.score);
    return best;
}

}  // namespace

float draw_board(ui::Painter& painter, const ui::Rect& room, const Counted& counted) {
    const ui::Palette& colours = painter.colours();
    float y = room.y;
    if (!counted.name.empty())
        y += painter.text(room.x, y, counted.name, ui::Type::small_strong, colours.muted, room.w).h;
    const float title_h = painter.text(room.x, y, counted.title, ui::Type::title, colours.text, room.w).h;
    y += std::max(title_h, title_lines * painter.px(ui::line_em(ui::Type::title))) + painter.px(0.75F);
    // Its room stays where nothing is found, so that nothing jumps.
    if (!counted.things->empty()) painter.text(room.x, y, of_what, ui::Type::small, colours.muted, room.w);
    y += painter.measure(of_what, ui::Type::small, room.w).h + painter.px(0.25F);
    const float row_h = painter.px(row_em);
    const float sample_w = painter.px(2.5F);
    const float number_w = painter.px(3.5F);
    std::vector<geometry::Detection> what;
    for (const Thing& thing : *counted.things) what.push_back(thing.what);
    const std::vector<Count> kinds = counts(what);
    const std::size_t rows = std::min(kinds.size(), most_rows);
    for (std::size_t i = 0; i < rows; ++i) {
        const std::size_t label = kinds[i].label;
        const float text_y = y + (row_h - painter.px(ui::line_em(ui::Type::body))) / 2;
        draw_sample(painter, room.x, y + row_h / 2, sample_w, label);
        painter.text(room.x + sample_w + painter.px(0.75F), text_y,
                     object_detection::counted(kinds[i].count, counted.labels->at(label)), ui::Type::body,
                     colours.text);
        painter.text(room.right() - number_w, text_y, percent(best_score(*counted.things, label)), ui::Type::body,
                     colours.muted, number_w, ui::Align::right);
        y += row_h;
    }
    // Nothing below jumps when a frame shows a kind more, unless there are many.
    if (rows < kept_rows) y += row_h * static_cast<float>(kept_rows - rows);
    if (kinds.size() > rows)
        painter.text(room.x, y, core::joined("and ", kinds.size() - rows, " more kinds"), ui::Type::small,
                     colours.muted);
    return y + painter.px(ui::line_em(ui::Type::small)) - room.y;
}

}  // namespace mllab::object_detection
