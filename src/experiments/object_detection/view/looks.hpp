// How boxes of different classes look different, on photographs of any colour and for eyes that see few colours: by
// colour, by the pattern of their lines, and by the label that every box has.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ui/painter.hpp"

namespace mllab::object_detection {

enum class Pattern : std::uint8_t { solid, dashed, dotted, dash_dot };

struct Look {
    ui::Colour colour;
    ui::Colour on_colour;  // of text on it: at least 4.5 : 1
    Pattern pattern;
};

// Colours by Okabe and Ito (2008) and white.
[[nodiscard]] Look look_of(std::size_t label);

struct Segment {
    float x1, y1, x2, y2;
};
// The lines of a rectangle, on the middle of a line `thickness` wide that lies inside of it. Patterns grow with
// `thickness`; every edge begins with a line, so that corners are always drawn.
[[nodiscard]] std::vector<Segment> outline_of(const ui::Rect& rect, Pattern pattern, float thickness);

}  // namespace mllab::object_detection
