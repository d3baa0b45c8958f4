// When a drawing's points were made, so that it can be drawn again as it was.
#pragma once

#include <span>

#include "ink/strokes.hpp"

namespace mllab::ink {

// The drawing with times to watch it by: from 0, never going back, no pause longer than 0.6 s, 30 s in all at most. A
// stroke whose times say nothing (an example, an erased one) takes as long as a pen of this speed; others keep theirs.
// Broken points are dropped. Throws std::invalid_argument on a speed that is not positive.
[[nodiscard]] Strokes timed(std::span<const Stroke> strokes, float units_per_ms);

// Of a drawing that `timed` made: the time of its last point, 0 for an empty one.
[[nodiscard]] float duration_ms(std::span<const Stroke> timed);

// Of a drawing that `timed` made: what was there at this time. The stroke under way ends exactly there.
[[nodiscard]] Strokes until(std::span<const Stroke> timed, float t_ms);

}  // namespace mllab::ink
