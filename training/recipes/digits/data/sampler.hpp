// Training samples without end: each is a picture, a drawing or something that is no digit, varied as hands vary it and
// laid in the frame by the page's own code.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/random.hpp"
#include "ink/strokes.hpp"
#include "training/recipes/digits/data/sources.hpp"

namespace mllab::digits_data {

struct SamplerSettings {
    ink::InkFrame frame;
    std::uint64_t seed = 1;
    // The shares of an epoch.
    double pictures = 0.43;
    double strokes = 0.27;
    double written = 0.07;  // digits made from templates; the rest are no digits
    std::size_t epoch_samples = 60000;
};

class Sampler {
 public:
    // Keeps references: data and negatives outlive the sampler.
    Sampler(const SplitData& data, const Negatives& negatives, SamplerSettings settings);

    [[nodiscard]] std::size_t epoch_samples() const { return settings_.epoch_samples; }
    // Tells other data and another way of making samples from them: counts, and a hash of everything.
    [[nodiscard]] std::string fingerprint() const;

    // Sample `index` of epoch `epoch`: writes size_px * size_px values and returns the label (10 = no digit). Depends
    // on nothing but the seed and these two numbers, so that a resumed training sees what an unbroken one would have
    // seen. Throws std::invalid_argument if `input` has another size.
    std::int64_t sample(std::uint64_t epoch, std::size_t index, std::span<float> input) const;

 private:
    [[nodiscard]] ink::Strokes written(std::int64_t& label, core::Random& random) const;

    const SplitData& data_;
    std::vector<const ink::Strokes*> zeros_;
    const Negatives& negatives_;
    SamplerSettings settings_;
};

// What the sampler does, for the model card.
[[nodiscard]] std::string augmentation_in_words();

// A drawing that is no digit, of every kind in turn: for validation and test, without variation of hands.
[[nodiscard]] std::vector<ink::Strokes> negative_examples(const SplitData& data, const Negatives& negatives,
                                                          std::size_t count, std::uint64_t seed);

}  // namespace mllab::digits_data
