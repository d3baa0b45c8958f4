#include "training/recipes/object_detection/samples/sampler.hpp"

#include <format>
#include <numeric>
#include <stdexcept>

#include "training/files/fingerprint.hpp"
#include "training/pictures/pictures.hpp"

namespace mllab::object_detection_samples {

namespace {

// Streams of an epoch's generator: samples take 0, 1, 2 …; the orders of photos are far away from them.
constexpr std::uint64_t orders = std::uint64_t{1} << 62U;

}  // namespace

BoxedPicture opened(const BoxedPhoto& photo) { return {.picture = pictures::read(photo.file), .things = photo.things}; }

Sampler::Sampler(const BoxedPhotos& photos, const SamplerSettings& settings) : photos_(photos), settings_(settings) {
    if (photos.training.empty()) throw std::invalid_argument("there are no photos with boxes to train with");
}

std::size_t Sampler::epoch_samples() const {
    return settings_.epoch_samples > 0 ? settings_.epoch_samples : photos_.training.size();
}

std::string Sampler::fingerprint() const {
    files::Fingerprint all;
    all.add(photos_.fingerprint).add(in_words(settings_.variation));
    return std::format("{}, {} photos ({})", photos_.data_set, photos_.training.size(), all.text());
}

std::size_t Sampler::photo_of(std::uint64_t epoch, std::size_t index) const {
    const std::size_t photos = photos_.training.size();
    // i -> (a i + b) mod n meets each number once where a and n have no common factor: an order that needs no list.
    core::Random random = core::Random(settings_.seed).fork(epoch).fork(orders + index / photos);
    const std::size_t shift = random.below(photos);
    std::size_t step = 1 + random.below(photos);
    while (std::gcd(step, photos) != 1) step = 1 + random.below(photos);
    return (step * (index % photos) + shift) % photos;
}

BoxedPicture Sampler::sample(std::uint64_t epoch, std::size_t index) const {
    core::Random random = core::Random(settings_.seed).fork(epoch).fork(index);
    return varied(opened(photos_.training[photo_of(epoch, index)]), settings_.variation, random);
}

}  // namespace mllab::object_detection_samples
