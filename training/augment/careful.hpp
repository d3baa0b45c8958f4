// A hasty drawing as a careful hand would have drawn it: closed where it was meant to close, lines that end at other
// lines, straight lines straight and level, round things round, the tremor gone. For networks that have only seen
// drawings of twenty seconds.
#pragma once

#include "core/random.hpp"
#include "ink/strokes.hpp"

namespace mllab::augment {

// How far a hand in a hurry misses, in parts of the drawing's longer side unless said otherwise.
struct CarefulRange {
    double close_chance = 0.85;
    double close = 0.16;          // the ends of one stroke meet from this near
    double closed_length = 0.25;  // and from no farther than this part of its ink
    double join_chance = 0.85;
    double join = 0.07;  // an end lands on another line from this near
    double round_chance = 0.6;
    double round = 0.085;        // a closed line is an ellipse whose radius, made a circle's, deviates by less
    double ruler_chance = 0.35;  // straight lines between corners, instead of curves
    double tremor_from = 0.008;  // what is nearer to a line than this is no bend of it; drawn from this
    double tremor = 0.03;        // up to this
    double level_degrees = 9;    // a line between corners is level or upright from this near
    double again_chance = 0.15;  // lines are drawn twice, a little beside each other
    double again = 0.018;
};

// The drawing in its own units, in the same order. An empty drawing stays empty; dots stay dots.
[[nodiscard]] ink::Strokes drawn_carefully(const ink::Strokes& drawing, const CarefulRange& range,
                                           core::Random& random);

}  // namespace mllab::augment
