// Training samples without end: a hand of the data as another visitor's camera might see it.
#pragma once

#include <cstdint>
#include <string>

#include "core/random.hpp"
#include "image/image.hpp"
#include "training/recipes/rock_paper_scissors/data/data.hpp"

namespace mllab::gestures_data {

struct SamplerSettings {
    std::uint64_t seed = 1;
    std::size_t epoch_samples = 4000;
    int side_px = 160;
    double no_hand = 0.19;      // the share of samples without a hand; the gestures share the rest evenly
    double green_screen = 0.5;  // the share of hands that come from the green screen
    double spoilt = 1;          // the share of samples that are hidden in part, blurred, coarse or noisy now and then
};

struct Sample {
    image::RgbaImage picture;  // side_px x side_px, opaque
    std::size_t label = 0;     // rock, paper, scissors, no hand
};

class Sampler {
 public:
    // Keeps a reference: the data outlives the sampler. Throws std::invalid_argument where a gesture has no webcam or
    // no green-screen hands, where there is no photo, or a setting makes no sense.
    Sampler(const Data& data, const SamplerSettings& settings);

    [[nodiscard]] std::size_t epoch_samples() const { return settings_.epoch_samples; }
    // Tells other data and another way of making samples from them: counts, and a hash of everything.
    [[nodiscard]] std::string fingerprint() const;

    // Depends on nothing but the seed and these two numbers, and may be called from several threads. Of every hundred
    // samples that begin at a multiple of it, each label has its share exactly. Recordings are drawn by the square root
    // of their size: one woman's sittings are more than half of all crops.
    [[nodiscard]] Sample sample(std::uint64_t epoch, std::size_t index) const;

 private:
    [[nodiscard]] std::size_t label_of(const core::Random& of_epoch, std::size_t index) const;

    const Data& data_;
    SamplerSettings settings_;
};

// What the sampler does, for the model card.
[[nodiscard]] std::string augmentation_in_words();

}  // namespace mllab::gestures_data
