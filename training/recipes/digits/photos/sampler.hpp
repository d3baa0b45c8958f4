// Photos of writing, made by program without end, with the ink that is on them: what digits_ink learns from.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/random.hpp"
#include "image/image.hpp"
#include "training/recipes/digits/data/negatives.hpp"
#include "training/recipes/digits/data/sources.hpp"

namespace mllab::digits_photos {

struct Photo {
    image::GrayImage picture;  // luminance, 0 black to 1 white
    image::GrayImage ink;      // 1 where a pen went
};

struct SamplerSettings {
    int side_px = 160;   // of the square that a sample is, a part of a picture …
    int whole_px = 256;  // … with this longer side
    std::uint64_t seed = 1;
    std::size_t epoch_samples = 4096;
};

class Sampler {
 public:
    // Keeps references. Throws std::invalid_argument without pictures or strokes.
    Sampler(const digits_data::SplitData& data, const digits_data::Negatives& others, SamplerSettings settings);

    [[nodiscard]] std::size_t epoch_samples() const { return settings_.epoch_samples; }
    [[nodiscard]] int side_px() const { return settings_.side_px; }
    // Tells other data and another way of making samples from them.
    [[nodiscard]] std::string fingerprint() const;
    // Depends on nothing but the seed and these two numbers.
    [[nodiscard]] Photo sample(std::uint64_t epoch, std::size_t index) const;

 private:
    const digits_data::SplitData& data_;
    const digits_data::Negatives& others_;
    SamplerSettings settings_;
};

// What a photo of `width` x `height` pixels may show.
[[nodiscard]] Photo random_photo(const digits_data::SplitData& data, const digits_data::Negatives& others, int width,
                                 int height, int whole_px, core::Random& random);

// What the sampler does, for the model card.
[[nodiscard]] std::string photos_in_words();

// Samples of an epoch to look at, each above the ink that is on it.
[[nodiscard]] image::RgbaImage contact_sheet(const Sampler& sampler, std::uint64_t epoch, int columns, int rows);

}  // namespace mllab::digits_photos
