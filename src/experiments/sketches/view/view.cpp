#include "experiments/sketches/view/view.hpp"

#include "experiments/sketches/view/game_banner.hpp"

namespace mllab::sketches {

std::unique_ptr<ui::Experiment> open(platform::Host& host, const platform::Launch& launch) {
    return std::make_unique<View>(host, launch);
}

View::View(platform::Host& host, const platform::Launch& launch)
    : sketchpad::View(host, std::make_unique<Controller>(host, launch)),
      sketches_(static_cast<Controller&>(controller())),
      panels_(launch.cards.size()) {}

float View::draw_answer(ui::Painter& painter, const ui::Rect& room, std::size_t reader, Shape /*shape*/) {
    const sketchpad::Answering& answering = sketches_.answering();
    const sketchpad::Reader& shown = answering.readers()[reader];
    std::string name = answering.comparing() ? shown.name() : "";
    if (answering.comparing() && shown.stored()) name += " (stored answer)";
    return panels_[reader].draw(painter, room, shown, sketchpad::remark(shown, answering), name);
}

float View::draw_banner(ui::Painter& painter, float x, float y, float width) {
    return draw_game_banner(painter, x, y, width, sketches_);
}

}  // namespace mllab::sketches
