#include "experiments/common/inside.hpp"

namespace mllab::experiments {

float draw_caption(ui::Painter& painter, const ui::Rect& room, const Caption& caption, float air_em) {
    float h = painter.text(room.x, room.y, caption.title, ui::Type::strong, painter.colours().text, room.w).h;
    h += painter.text(room.x, room.y + h, caption.sentence, ui::Type::small, painter.colours().muted, room.w).h;
    return h + painter.px(air_em);
}

int tile_height(int cells) {
    int best = 1;
    for (int h = 1; h * h <= cells; ++h)
        if (cells % h == 0) best = h;
    return best;
}

}  // namespace mllab::experiments
