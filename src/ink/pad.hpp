// The square pad that one draws on, in its own units: what examples are laid on, and what the page shows.
#pragma once

#include <string>

#include "ink/strokes.hpp"

namespace mllab::ink {

inline constexpr float pad_side = 320;  // about what it measures in CSS pixels on a phone

// A drawing as it is laid on the pad.
struct LabelledDrawing {
    std::string label;  // of several drawings no two have the same
    Strokes strokes;    // in pad units
};

}  // namespace mllab::ink
