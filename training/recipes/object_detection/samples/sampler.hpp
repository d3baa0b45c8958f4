// Training samples without end: photos with boxes, varied.
#pragma once

#include <cstdint>
#include <string>

#include "training/recipes/object_detection/samples/boxed_photos.hpp"
#include "training/recipes/object_detection/samples/variation.hpp"

namespace mllab::object_detection_samples {

struct SamplerSettings {
    std::uint64_t seed = 1;
    std::size_t epoch_samples = 0;  // 0: each photo once
    Variation variation = {};
};

class Sampler {
 public:
    // Keeps a reference: the photos outlive the sampler. Throws std::invalid_argument where there are none to train
    // with.
    Sampler(const BoxedPhotos& photos, const SamplerSettings& settings);

    [[nodiscard]] std::size_t epoch_samples() const;
    // Tells other photos and another way of making samples from them.
    [[nodiscard]] std::string fingerprint() const;

    // Depends on nothing but the seed and these two numbers, and may be called from several threads. In each round of
    // as many samples as there are photos every photo comes up once, in another order each time. Reads the photo.
    // Throws pictures::PictureError.
    [[nodiscard]] BoxedPicture sample(std::uint64_t epoch, std::size_t index) const;
    // Which photo that is.
    [[nodiscard]] std::size_t photo_of(std::uint64_t epoch, std::size_t index) const;

 private:
    const BoxedPhotos& photos_;
    SamplerSettings settings_;
};

// A photo as it is. Throws pictures::PictureError.
[[nodiscard]] BoxedPicture opened(const BoxedPhoto& photo);

}  // namespace mllab::object_detection_samples
