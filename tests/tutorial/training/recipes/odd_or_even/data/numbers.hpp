// Numbers to learn from, drawn while training and laid out as the page lays them out.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "experiments/odd_or_even/pipeline/pipeline.hpp"
#include "training/datasets/splits.hpp"

namespace mllab::odd_or_even_data {

using odd_or_even::Number;

// Drawn once: a tenth of all numbers validates, a tenth tests, the others train.
[[nodiscard]] datasets::Split split_of(Number number);
// All of a split, in order.
[[nodiscard]] std::vector<Number> numbers_of(datasets::Split split);
// The class of each: 0 even, 1 odd.
[[nodiscard]] std::int64_t label_of(Number number);

class Sampler {
 public:
    explicit Sampler(std::uint64_t seed) : seed_(seed), numbers_(numbers_of(datasets::Split::train)) {}

    // Writes one input, 16 numbers, and gives its label. Depends on nothing but seed, epoch and index.
    std::int64_t sample(std::uint64_t epoch, std::size_t index, std::span<float> input) const;
    [[nodiscard]] std::string fingerprint() const;

 private:
    std::uint64_t seed_;
    std::vector<Number> numbers_;
};

}  // namespace mllab::odd_or_even_data
