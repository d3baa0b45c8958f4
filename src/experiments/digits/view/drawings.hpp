// The examples and the tricks as they are laid on the pad (ink/pad.hpp): what the page shows, and what the trainer asks
// the networks about beforehand.
#pragma once

#include <string>
#include <vector>

#include "ink/strokes.hpp"

namespace mllab::digits {

struct Drawing {
    std::string label;  // of all drawings another one
    ink::Strokes strokes;
};

[[nodiscard]] std::vector<Drawing> example_drawings();
[[nodiscard]] std::vector<Drawing> trick_drawings();

}  // namespace mllab::digits
