// Hands as they are drawn: a few thick strokes each, of the theme's colours. They are nobody's skin.
#pragma once

#include "experiments/rock_paper_scissors/pipeline/gesture.hpp"
#include "ui/painter.hpp"

namespace mllab::rock_paper_scissors {

struct HandLook {
    ui::Colour fill;
    ui::Colour line;
    bool mirrored = false;  // the thumb to the right
};

// A hand that fills the square of `side` CSS pixels around (x, y), fingers up.
void draw_hand(ui::Painter& painter, float x, float y, float side, Gesture gesture, const HandLook& look);

}  // namespace mllab::rock_paper_scissors
