// How an experiment that sees lies on the stage: the viewfinder, and the answer beside it or, on a phone, right below
// it, so that both are in sight.
#pragma once

#include <algorithm>
#include <cstddef>

#include "experiments/viewfinder/sources.hpp"
#include "ui/painter.hpp"

namespace mllab::viewfinder {

struct Rooms {
    bool wide = false;  // the answer stands beside the viewfinder
    float margin = 0;   // of the stage, on all sides
    float gap = 0;      // between parts
    float inner = 0;    // the width between the margins
    ui::Rect finder{};
    ui::Rect answer{};  // as high as the viewfinder beside it; of no height below it, where it takes what it needs
};

// Height by width of what is on, within what the viewfinder's room can be: a phone's upright picture gets a square.
[[nodiscard]] float shape_of(const Sources& sources);

// `top`: where they begin, below what else stands there; 0: at the margin.
[[nodiscard]] Rooms rooms_for(const ui::Painter& painter, float shape, float top = 0);

// What several networks say, each in a column of at least `narrowest`, and of all of the room where that is narrower:
// as many beside each other as fit, the others in rows below, `gap` apart. `draw(i, place)` draws what the i-th says
// and gives its height; the height of all comes back.
template <typename Draw>
float side_by_side(const ui::Rect& room, std::size_t count, float narrowest, float gap, const Draw& draw) {
    const float fitting = std::max((room.w + gap) / (narrowest + gap), 1.0F);
    const std::size_t columns = std::min(static_cast<std::size_t>(fitting), std::max<std::size_t>(count, 1));
    const float width = (room.w + gap) / static_cast<float>(columns) - gap;
    float y = room.y;
    float row_h = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t column = i % columns;
        if (column == 0 && i > 0) {
            y += row_h + gap;
            row_h = 0;
        }
        const float x = room.x + static_cast<float>(column) * (width + gap);
        row_h = std::max(row_h, draw(i, ui::Rect{x, y, width, 0}));
    }
    return y + row_h - room.y;
}

}  // namespace mllab::viewfinder
