// The examples and the tricks as they are laid on the pad: what the page shows, and what the trainer asks the networks
// about beforehand.
#pragma once

#include <vector>

#include "ink/pad.hpp"

namespace mllab::sketches {

[[nodiscard]] std::vector<ink::LabelledDrawing> example_drawings();
[[nodiscard]] std::vector<ink::LabelledDrawing> trick_drawings();

}  // namespace mllab::sketches
