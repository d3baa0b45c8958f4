// The drawings on which a sketch network is judged, as visitors would draw them: anywhere on the pad, in any size, and
// not finished yet.
#pragma once

#include <cstdint>
#include <vector>

#include "ink/strokes.hpp"
#include "training/recipes/sketches/data/sketches.hpp"

namespace mllab::sketches_data {

// What a visitor has drawn when the network is asked early.
inline constexpr float half_finished = 0.6F;

struct EvaluationSet {
    std::vector<ink::Strokes> drawings;  // CSS pixels of a pad of augment::pad_side_px
    std::vector<std::size_t> labels;
};

// Every drawing of the set laid freely on the pad (35–85 % of its side), of which the first `part` of the ink is there:
// place and size are those of the whole drawing. Depends on nothing but set, seed and part; the place of a drawing not
// on the part.
[[nodiscard]] EvaluationSet freely_drawn(const StrokeSet& set, std::uint64_t seed, float part = 1);

}  // namespace mllab::sketches_data
