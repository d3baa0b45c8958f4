// How the network's answer came about while the drawing was made: the likeliest classes as lines over time, with the
// moment that the pad shows.
#pragma once

#include <string>
#include <vector>

#include "experiments/sketchpad/replay/replaying.hpp"
#include "ui/painter.hpp"

namespace mllab::sketchpad {

// `labels`: of the classes of the network that answers. Gives the height.
float draw_replay(ui::Painter& painter, const ui::Rect& room, const Replaying& replaying,
                  const std::vector<std::string>& labels);

}  // namespace mllab::sketchpad
