// Above the pad while there is something to draw: the word, the clock, the score.
#pragma once

#include "experiments/sketches/view/controller.hpp"
#include "ui/painter.hpp"

namespace mllab::sketches {

// Gives the height, 0 where no game is on.
float draw_game_banner(ui::Painter& painter, float x, float y, float width, const Controller& controller);

}  // namespace mllab::sketches
