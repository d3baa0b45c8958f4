// Whether a classifier's best few answers hold the truth. (Calibration: core::expected_calibration_error.)
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace mllab::evaluation {

// Whether core::top_k(values, k) has `label`: equal values go by index, so a network that says the same of every class
// is no better than its order. A value that is no number is never among the best. Throws std::out_of_range on a label
// that does not exist.
[[nodiscard]] bool among_best(std::span<const float> values, std::size_t label, std::size_t k);

// The share of answers whose k largest values (logits or probabilities) have the label among them; 0 without answers.
// Throws std::invalid_argument where the lists differ in length, std::out_of_range as above.
[[nodiscard]] double top_k_accuracy(std::span<const std::vector<float>> answers, std::span<const std::size_t> labels,
                                    std::size_t k);

}  // namespace mllab::evaluation
