// The line that a hand meant where only few of its points are known.
#pragma once

#include "ink/strokes.hpp"

namespace mllab::ink {

// A direction that changes by more than this at a point is a corner. Measured on pen digits of which every third,
// fourth or fifth point was left: above 85 degrees the curve misses the points taken out by little less, and below,
// by more; and the right angles of a drawn square stay right angles.
inline constexpr float corner_degrees = 85;

// `smoothed`, but corners stay corners: every stroke is cut at them and each part becomes a smooth curve. Where points
// lie closer than `spacing`, nothing changes. Throws std::invalid_argument on a spacing that is not above 0.
[[nodiscard]] Stroke curved(const Stroke& stroke, float spacing);
[[nodiscard]] Strokes curved(std::span<const Stroke> strokes, float spacing);

}  // namespace mllab::ink
