// Drawings that mean nothing: what a digit network must learn to refuse.
#pragma once

#include "core/random.hpp"
#include "ink/strokes.hpp"

namespace mllab::augment {

// A random scribble of one of several kinds (loops, zigzags, hatching, crossing lines, random walks, spirals, rays).
[[nodiscard]] ink::Strokes scribble(core::Random& random);

// Two drawings side by side, close enough to look like one word.
[[nodiscard]] ink::Strokes side_by_side(const ink::Strokes& left, const ink::Strokes& right, core::Random& random);

// Two drawings of about the same size that lie partly on each other.
[[nodiscard]] ink::Strokes overlapping(const ink::Strokes& one, const ink::Strokes& other, core::Random& random);

}  // namespace mllab::augment
