#include "training/recipes/image_classification/data/sampler.hpp"

#include <algorithm>
#include <cmath>
#include <format>
#include <numeric>
#include <span>
#include <stdexcept>

#include "core/random.hpp"
#include "training/augment/photo/colour.hpp"
#include "training/augment/photo/warp.hpp"
#include "training/files/fingerprint.hpp"

namespace mllab::image_classification_data {

namespace {

constexpr double widest = 4.0 / 3;         // ratio of a part's sides
constexpr std::uint64_t orders = 1 << 30;  // where the streams of random numbers for orders begin

// Part of a picture as large as the network sees it: a random share of its area (Szegedy et al. 2015).
image::RgbaImage part_of(const image::RgbaImage& picture, core::Random& random, const SamplerSettings& settings,
                         bool mirrored) {
    const double area = random.uniform(settings.least_area, 1);
    const double ratio = std::exp(random.uniform(-std::log(widest), std::log(widest)));
    const double width = picture.width * std::min(1.0, std::sqrt(area * ratio));
    const double height = picture.height * std::min(1.0, std::sqrt(area / ratio));
    const double left = random.uniform(0, picture.width - width);
    const double top = random.uniform(0, picture.height - height);
    const double across = width / settings.side_px;
    const augment::Projection to_source{
        {mirrored ? -across : across, 0, mirrored ? left + width : left, 0, height / settings.side_px, top, 0, 0, 1}};
    return augment::warped(picture, to_source, settings.side_px, settings.side_px, augment::Beyond::repeated);
}

}  // namespace

Sampler::Sampler(const Data& data, const SamplerSettings& settings) : data_(data), settings_(settings) {
    if (settings.side_px < 16 || settings.side_px > 1024)
        throw std::invalid_argument("a sample's side is 16..1024 pixels");
    if (!(settings.least_area > 0 && settings.least_area <= 1))
        throw std::invalid_argument("a sample shows more than nothing of a picture, and at most all of it");
    if (!(settings.colours >= 0 && settings.colours <= 1))
        throw std::invalid_argument("how much colours vary is within 0..1");
    if (data.train.empty()) throw std::invalid_argument("there is no picture to train with");
}

std::string Sampler::fingerprint() const {
    files::Fingerprint all;
    all.add(augmentation_in_words(settings_)).add(data_.fingerprint).add(settings_.side_px).add(settings_.seed);
    return std::format("{} pictures ({})", data_.train.size(), all.text());
}

std::shared_ptr<const std::vector<std::size_t>> Sampler::order(std::uint64_t epoch) const {
    const std::scoped_lock lock(guard_);
    if (order_ == nullptr || ordered_epoch_ != epoch) {
        std::vector<std::size_t> fresh(data_.train.size());
        std::iota(fresh.begin(), fresh.end(), std::size_t{0});
        core::Random(settings_.seed).fork(orders + epoch).shuffle(std::span(fresh));
        order_ = std::make_shared<const std::vector<std::size_t>>(std::move(fresh));
        ordered_epoch_ = epoch;
    }
    return order_;
}

Choice Sampler::choice(std::uint64_t epoch, std::size_t index) const {
    core::Random random = core::Random(settings_.seed).fork(epoch).fork(index);
    return {.picture = order(epoch)->at(index), .mirrored = random.chance(0.5)};
}

image::RgbaImage Sampler::sample(std::uint64_t epoch, std::size_t index) const {
    const Choice chosen = choice(epoch, index);
    core::Random random = core::Random(settings_.seed).fork(epoch).fork(index).fork(1);
    image::RgbaImage picture = decoded(data_.train.at(chosen.picture));
    if (settings_.colours > 0)
        picture = augment::recoloured(picture, augment::random_colours(random, settings_.colours));
    return part_of(picture, random, settings_, chosen.mirrored);
}

std::string augmentation_in_words(const SamplerSettings& settings) {
    return std::format(
        "A random part of the picture, {:.0f} to 100 % of its area, its sides 3:4 to 4:3; mirrored; other light, white "
        "balance, contrast and saturation (strength {}), now and then grey.",
        100 * settings.least_area, settings.colours);
}

}  // namespace mllab::image_classification_data
