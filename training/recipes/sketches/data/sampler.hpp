// Training samples without end: each is a drawing or a bitmap, varied as hands vary it and laid in the frame by the
// page's own code.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "ink/strokes.hpp"
#include "training/augment/sketch.hpp"
#include "training/recipes/sketches/data/sketches.hpp"

namespace mllab::sketches_data {

struct SamplerSettings {
    // A pen of 0.07 of the inked box draws strokes as thick as bitmaps become in the same frame.
    ink::InkFrame frame{.size_px = 40, .ink_box_px = 34, .pen_width_px = 2.4F};
    std::uint64_t seed = 1;
    double strokes = 0.75;  // the share of samples that come from strokes; the rest are bitmaps
    std::size_t epoch_samples = 345 * 300;
    augment::SketchRange sketch{.careful_chance = 0.25};
    double pen_spread = 0.15;  // standard deviation of the logarithm of the pen's width
    augment::DistortionRange picture{.rotation_degrees = 15, .shear = 0.2, .stretch = 0.3, .elastic = 0.04};
    double untouched_chance = 0.15;  // samples of either kind that are only framed: what validation looks like
};

class Sampler {
 public:
    // Keeps a reference: the data outlives the sampler. Throws std::invalid_argument where a category has nothing to
    // train with, a share is outside 0..1, or the frame is not one that ink::framed takes. A category without strokes
    // or without bitmaps gives the other kind.
    Sampler(const Sketches& data, const SamplerSettings& settings);

    [[nodiscard]] std::size_t epoch_samples() const { return settings_.epoch_samples; }
    // Tells other data and another way of making samples from them: counts, and a hash of everything.
    [[nodiscard]] std::string fingerprint() const;
    [[nodiscard]] std::size_t categories() const { return data_.categories.size(); }

    // Sample `index` of epoch `epoch`: writes size_px * size_px values, ink 1 on 0, and returns the category. Depends
    // on nothing but the seed and these two numbers, and may be called from several threads. Balanced: of every run of
    // `categories()` samples that begins at a multiple of it, each category has one. Throws std::invalid_argument if
    // `input` has another size.
    std::int64_t sample(std::uint64_t epoch, std::size_t index, std::span<float> input) const;

 private:
    [[nodiscard]] std::size_t category_of(const core::Random& of_epoch, std::size_t index) const;
    [[nodiscard]] image::GrayImage from_strokes(std::size_t category, core::Random& random) const;
    [[nodiscard]] image::GrayImage from_bitmap(std::size_t category, core::Random& random) const;

    const Sketches& data_;
    SamplerSettings settings_;
};

// What the sampler does, for the model card.
[[nodiscard]] std::string augmentation_in_words();

}  // namespace mllab::sketches_data
