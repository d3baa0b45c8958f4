// Which strokes of a drawing belong together: stray dots are dropped, digits side by side are told from one digit.
#pragma once

#include "ink/strokes.hpp"

namespace mllab::digits {

// The drawing without accidental dots: strokes smaller than `dot_size` that lie away from all other ink.
// Where there is nothing but dots, all of them stay.
[[nodiscard]] ink::Strokes without_stray_dots(const ink::Strokes& drawing, float dot_size);

// Whether the ink falls into groups that are far apart for their size, so that it is more than one digit.
// Scale-free; the limit was chosen on the training writers' digits (docs/experiments/digits.md).
[[nodiscard]] bool far_apart(const ink::Strokes& drawing);

// The largest gap that splits the ink into two substantial groups, in units of the larger group's longer side; 0 where
// there is none. `far_apart` compares it with its limit.
[[nodiscard]] float widest_gap(const ink::Strokes& drawing);

}  // namespace mllab::digits
