#include "experiments/sketchpad/inside/heat_panel.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "experiments/common/inside.hpp"

namespace mllab::sketchpad {

float HeatPanel::draw(ui::Painter& painter, platform::Host& host, const ui::Rect& room, const Reader& reader,
                      const std::string& guess, const Heat* heat) {
    const experiments::Caption caption{
        .title = core::joined("What made it say “", guess, "”"),
        .sentence = "Each spot was covered in turn. Green ink made the answer surer, amber ink less sure."};
    const float top = experiments::draw_caption(painter, room, caption, 0.5F);
    const float side = std::min(room.w, painter.px(10));
    if (painter.measures()) return top + side;

    const image::GrayImage& input = reader.input();
    const bool known = heat != nullptr && heat->model == reader.id() && heat->revision == reader.answered() &&
                       heat->values.size() == input.pixels.size();
    const std::string wanted = core::joined(reader.id(), " ", reader.answered().value_or(0), known ? " heat" : "",
                                            painter.frame().dark ? " dark" : "");
    if (shown_ != wanted) {
        shown_ = wanted;
        texture_ = host.make_texture(ui::coloured_ink(input.pixels, known ? heat->values : std::vector<float>{},
                                                      input.width, input.height, painter.frame().dark),
                                     platform::Sampling::nearest);
    }
    const ui::Rect square{room.x, room.y + top, side, side};
    painter.image(*texture_, square);
    painter.outline({square.x - 1, square.y - 1, square.w + 2, square.h + 2}, painter.colours().line);
    return top + side;
}

}  // namespace mllab::sketchpad
