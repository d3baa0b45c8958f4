// Training samples without end: a picture of the data, cut, mirrored and in other light.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "image/image.hpp"
#include "training/recipes/image_classification/data/data.hpp"

namespace mllab::image_classification_data {

struct SamplerSettings {
    std::uint64_t seed = 1;
    int side_px = 128;
    double least_area = 0.35;  // of a picture that a sample shows
    float colours = 0.5;       // how much light and colours vary
};

// Which picture a sample is of.
struct Choice {
    std::size_t picture = 0;  // index in the training pictures
    bool mirrored = false;
};

class Sampler {
 public:
    // Keeps a reference: the data outlives the sampler. Throws std::invalid_argument where a setting makes no sense.
    Sampler(const Data& data, const SamplerSettings& settings);

    // An epoch shows every training picture once, in an order of its own.
    [[nodiscard]] std::size_t epoch_samples() const { return data_.train.size(); }
    // Tells other data and another way of making samples from them.
    [[nodiscard]] std::string fingerprint() const;

    // Both depend on nothing but the seed and these two numbers, and may be called from several threads.
    [[nodiscard]] Choice choice(std::uint64_t epoch, std::size_t index) const;
    [[nodiscard]] image::RgbaImage sample(std::uint64_t epoch, std::size_t index) const;  // side_px x side_px, opaque

 private:
    [[nodiscard]] std::shared_ptr<const std::vector<std::size_t>> order(std::uint64_t epoch) const;

    const Data& data_;
    SamplerSettings settings_;
    // The newest epoch's order: everybody asks for that one.
    mutable std::mutex guard_;
    mutable std::uint64_t ordered_epoch_ = 0;
    mutable std::shared_ptr<const std::vector<std::size_t>> order_;
};

// What the sampler does, for the model card.
[[nodiscard]] std::string augmentation_in_words(const SamplerSettings& settings);

}  // namespace mllab::image_classification_data
