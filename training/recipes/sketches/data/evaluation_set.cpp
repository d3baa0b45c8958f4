#include "training/recipes/sketches/data/evaluation_set.hpp"

#include "core/random.hpp"
#include "training/augment/placement.hpp"

namespace mllab::sketches_data {

EvaluationSet freely_drawn(const StrokeSet& set, std::uint64_t seed, float part) {
    EvaluationSet placed_set;
    for (std::size_t i = 0; i < set.drawings.size(); ++i) {
        core::Random random = core::Random(seed).fork(i);
        const ink::Strokes placed = augment::freely_placed(set.drawings.at(i), random);
        placed_set.drawings.push_back(part < 1 ? ink::first_part(placed, part) : placed);
        placed_set.labels.push_back(set.labels.category_of(i));
    }
    return placed_set;
}

}  // namespace mllab::sketches_data
