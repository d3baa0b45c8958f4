// Other hands sketching the same thing: wider than for digits, mirrored, with parts left out, or not finished yet.
#pragma once

#include "core/random.hpp"
#include "ink/strokes.hpp"
#include "training/augment/careful.hpp"
#include "training/augment/strokes.hpp"

namespace mllab::augment {

struct SketchRange {
    HandRange hand{.shape = {.rotation_degrees = 20, .shear = 0.3, .stretch = 0.5, .elastic = 0.06},
                   .stroke_shift = 0.04};
    double mirror_chance = 0.5;  // left and right swapped
    double drop_chance = 0.2;    // strokes are left out, never the longest
    double drop = 1.0 / 5;       // at most this part of the strokes, and one at least where there are four
    double partial_chance = 0.55;
    double partial_from = 0.4;  // of the ink, in drawing order; up to all of it
    double careful_chance = 0;  // by a careful hand instead: neither tremor nor gaps nor tails
    CarefulRange careful = {};
    HandRange careful_hand{.shape = {.rotation_degrees = 10, .shear = 0.15, .stretch = 0.4, .elastic = 0.03},
                           .shaky_chance = 0,
                           .polygon_chance = 0,
                           .gap_chance = 0,
                           .tail_chance = 0,
                           .stroke_shift = 0.005};
};

// A variation of `drawing`, in a box of longer side about 1 centred at 0. An empty drawing stays empty.
[[nodiscard]] ink::Strokes another_sketch(const ink::Strokes& drawing, const SketchRange& range, core::Random& random);

}  // namespace mllab::augment
