#include "experiments/rock_paper_scissors/view/view.hpp"

namespace mllab::rock_paper_scissors {

std::unique_ptr<ui::Experiment> open(platform::Host& host, const platform::Launch& launch) {
    return std::make_unique<View>(host, launch);
}

void View::advance(const platform::Frame& /*frame*/) {
    if (controlled().advance()) host().request_frames(1);
}

void View::draw_finder(ui::Painter& painter, const ui::Rect& room) {
    const Game& game = controller().game();
    const auto* const reading = controller().reading();
    const bool found = reading != nullptr && reading->answer.answer.gesture;
    viewfinder::Look look{.found = found,
                          .invitation =
                              "Use the camera, open a picture or take an example. Or play without: press "
                              "Rock, Paper or Scissors."};
    if (controller().source() == Source::camera && game.phase() != Game::Phase::counting) {
        if (game.phase() == Game::Phase::looking)
            look.hint = "Show your hand!";
        else if (!found)
            look.hint = "Hold your hand here";
    }
    painter.begin_clip(room);
    const auto shown = finder().draw(painter, host(), controller().watching().sources(), room, look);
    if (shown && !shown->paused && controller().looking_inside())
        inside_.overlay().draw(painter, host(), shown->placement, shown->guide, 0.8F);
    draw_countdown(painter, room, game);
    painter.end_clip();
}

float View::draw_inside(ui::Painter& painter, const ui::Rect& room) {
    return inside_.draw(painter, host(), room, controller().reading(), controller().watching().model().card().labels);
}

}  // namespace mllab::rock_paper_scissors
