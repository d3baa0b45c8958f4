// Other hands drawing the same thing: random variations of a drawing, on its vectors.
#pragma once

#include "core/random.hpp"
#include "ink/strokes.hpp"
#include "training/augment/distortion.hpp"

namespace mllab::augment {

struct HandRange {
    DistortionRange shape;
    double shaky_chance = 0.35;
    double shaky = 0.018;          // amplitude of a shaky line, part of the box
    double polygon_chance = 0.25;  // corners instead of curves: a fast mouse
    double polygon = 0.025;        // how far the corners leave the curve
    double gap_chance = 0.12;      // the pen lifts for a moment
    double gap = 0.10;             // longest gap, part of the ink
    double tail_chance = 0.2;      // the pen starts early or goes on too long
    double tail = 0.10;            // longest tail, part of the box
    double stroke_shift = 0.03;    // strokes land a little beside their place
    double angular_chance = 0;     // corners that were meant: many points on straight lines between few
    double angular = 0.07;         // how far the corners leave the curve
    double sparse_chance = 0;      // a fast hand, of which few points are known
    double sparse = 0.28;          // at most so far apart, part of the box; at least a third of it
};

// A variation of `drawing`, in a box of longer side about 1 centred at 0. An empty drawing stays empty.
[[nodiscard]] ink::Strokes another_hand(const ink::Strokes& drawing, const HandRange& range, core::Random& random);

}  // namespace mllab::augment
