// Parts of the looks inside a network: captions, and the shape of a tile that shows a layer's units.
#pragma once

#include <string>

#include "ui/painter.hpp"

namespace mllab::experiments {

struct Caption {
    std::string title;
    std::string sentence;
};
// `air_em`: below it. Gives the height, air included.
float draw_caption(ui::Painter& painter, const ui::Rect& room, const Caption& caption, float air_em);

// The height of the rectangle of so many cells that is nearest to a square without being higher than wide: 8 for 96.
[[nodiscard]] int tile_height(int cells);

}  // namespace mllab::experiments
