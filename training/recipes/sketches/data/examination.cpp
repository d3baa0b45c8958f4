#include "training/recipes/sketches/data/examination.hpp"

#include "core/random.hpp"
#include "training/augment/placement.hpp"

namespace mllab::sketch_data {

Examination freely_drawn(const StrokeSet& set, std::uint64_t seed, float part) {
    Examination examination;
    for (std::size_t i = 0; i < set.drawings.size(); ++i) {
        core::Random random = core::Random(seed).fork(i);
        const ink::Strokes placed = augment::freely_placed(set.drawings.at(i), random);
        examination.drawings.push_back(part < 1 ? ink::first_part(placed, part) : placed);
        examination.labels.push_back(set.labels.category_of(i));
    }
    return examination;
}

}  // namespace mllab::sketch_data
