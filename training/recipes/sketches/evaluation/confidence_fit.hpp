// Fits how sure a sketch network's best guess is said to be (pipeline/confidence.hpp).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "experiments/sketches/pipeline/confidence.hpp"

namespace mllab::sketches_evaluation {

// Drawings of which as much is there, and how much they count.
struct Judged {
    std::vector<sketches::ConfidenceTerms> terms;
    std::vector<std::uint8_t> right;  // of each, whether the best guess is: 1 or 0
    double likelihood = 1;            // weight of how likely the regression makes what is right
    double calibration = 1;           // weight of the group's own calibration error
};

// The weights of sketches::confidence. Likelihood alone settles half-way: too sure of what is not finished, too modest
// about what is, for the ink tells the two apart only now and then. So each group's calibration error is made small,
// too (softened bins, Karandikar et al. 2021), by full-batch Adam. The same groups give the same weights; without
// drawings all are 0. Throws std::invalid_argument where a group's lists differ in length.
[[nodiscard]] std::vector<float> fit_confidence(std::span<const Judged> groups);

}  // namespace mllab::sketches_evaluation
