// The game as one sees it: both hands, the score, what is said of the round, the rounds before it, and the seal of the
// next one.
#pragma once

#include "experiments/rock_paper_scissors/view/controller.hpp"
#include "ui/bars.hpp"

namespace mllab::rock_paper_scissors {

class Board {
 public:
    // Gives the height, which does not depend on how the game stands.
    float draw(ui::Painter& painter, const ui::Rect& room, const Controller& controller);

 private:
    float draw_hands(ui::Painter& painter, const ui::Rect& room, const Controller& controller) const;
    float draw_words(ui::Painter& painter, const ui::Rect& room, const Controller& controller) const;
    float draw_bars(ui::Painter& painter, const ui::Rect& room, const Controller& controller);
    float draw_rounds(ui::Painter& painter, const ui::Rect& room, const Match& match) const;

    ui::ProbabilityBars bars_;
};

// Three, two, one, large in the middle of `room`; nothing while nobody counts.
void draw_countdown(ui::Painter& painter, const ui::Rect& room, const Game& game);

}  // namespace mllab::rock_paper_scissors
