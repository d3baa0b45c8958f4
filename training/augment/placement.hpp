// Where and how large a visitor draws: a drawing laid freely on the pad, for measuring what the page makes of it.
#pragma once

#include "core/random.hpp"
#include "ink/strokes.hpp"

namespace mllab::augment {

inline constexpr float pad_side_px = 320;  // CSS pixels

// The drawing's box, longer side uniform in 35–85 % of the pad's side, at a uniform place that fits. Coordinates are
// rounded to whole pixels, as a mouse gives them.
[[nodiscard]] ink::Strokes freely_placed(const ink::Strokes& drawing, core::Random& random);

}  // namespace mllab::augment
