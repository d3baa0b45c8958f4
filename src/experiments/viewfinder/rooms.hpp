// How an experiment that sees lies on the stage: the viewfinder, and the answer beside it or, on a phone, right below
// it, so that both are in sight.
#pragma once

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

}  // namespace mllab::viewfinder
