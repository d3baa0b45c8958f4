#include "training/recipes/digits/data/sampler.hpp"

#include <algorithm>
#include <cmath>
#include <format>
#include <stdexcept>

#include "core/random.hpp"
#include "experiments/digits/pipeline/pipeline.hpp"
#include "training/augment/picture.hpp"
#include "training/augment/scribble.hpp"
#include "training/augment/strokes.hpp"
#include "training/files/fingerprint.hpp"

namespace mllab::digits_data {

namespace {

// Digits keep their meaning within these; a 6 turned by 40 degrees would not.
constexpr augment::DistortionRange digit_shape{
    .rotation_degrees = 14, .shear = 0.25, .stretch = 0.35, .elastic = 0.045};
constexpr augment::DistortionRange picture_shape{
    .rotation_degrees = 11, .shear = 0.18, .stretch = 0.2, .elastic = 0.03};
constexpr augment::DistortionRange letter_shape{.rotation_degrees = 14, .shear = 0.3, .stretch = 0.5, .elastic = 0.06};

image::GrayImage picture_sample(const Picture& picture, const ink::InkFrame& frame, core::Random& random) {
    // A part of the pictures stays as it is: that is what the test set looks like.
    if (random.chance(0.15)) return ink::framed(picture.ink, frame);
    image::GrayImage ink = picture.ink;
    if (random.chance(0.3)) ink = augment::thickened(ink, static_cast<float>(random.uniform(-0.5, 0.7)));
    const augment::Distortion bend(picture_shape, random);
    return ink::framed(augment::distorted(ink, bend), frame);
}

image::GrayImage stroke_sample(const ink::Strokes& drawing, const augment::DistortionRange& shape, ink::InkFrame frame,
                               core::Random& random) {
    augment::HandRange hand;
    hand.shape = shape;
    // The page always draws with the card's pen; photos come with any.
    frame.pen_width_px *= static_cast<float>(std::exp(random.normal(0, 0.18)));
    return ink::framed(augment::another_hand(drawing, hand, random), frame);
}

const ink::Strokes& any(const std::vector<ink::Strokes>& list, core::Random& random) {
    return list[random.below(list.size())];
}

ink::Strokes negative(const SplitData& data, const Negatives& negatives, core::Random& random) {
    const double kind = random.uniform();
    if (kind < 0.40 && !negatives.sketches.empty()) return any(negatives.sketches, random);
    if (kind < 0.70 && !negatives.letters.empty()) return any(negatives.letters, random);
    if (kind < 0.82 && data.strokes.size() > 1)
        return augment::side_by_side(data.strokes[random.below(data.strokes.size())].strokes,
                                     data.strokes[random.below(data.strokes.size())].strokes, random);
    return augment::scribble(random);
}

}  // namespace

Sampler::Sampler(const SplitData& data, const Negatives& negatives, SamplerSettings settings)
    : data_(data), negatives_(negatives), settings_(settings) {
    if (data.pictures.empty() || data.strokes.empty())
        throw std::invalid_argument("training digits needs pictures and strokes");
}

std::string Sampler::fingerprint() const {
    files::Fingerprint all;
    all.add(augmentation_in_words());
    for (const double number :
         {static_cast<double>(settings_.frame.size_px), static_cast<double>(settings_.frame.ink_box_px),
          static_cast<double>(settings_.frame.pen_width_px), settings_.pictures, settings_.strokes})
        all.add(number);
    const auto add = [&](const ink::Strokes& drawing) {
        all.add(drawing.size());
        for (const ink::Stroke& stroke : drawing) all.add(std::span<const ink::Point>(stroke));
    };
    for (const Picture& picture : data_.pictures)
        all.add(picture.label).add(std::span<const float>(picture.ink.pixels));
    for (const datasets::PenDigit& digit : data_.strokes) {
        all.add(digit.label);
        add(digit.strokes);
    }
    for (const auto* drawings : {&negatives_.sketches, &negatives_.letters})
        for (const ink::Strokes& drawing : *drawings) add(drawing);
    return std::format("{} pictures, {} pen digits, {} sketches, {} letters ({})", data_.pictures.size(),
                       data_.strokes.size(), negatives_.sketches.size(), negatives_.letters.size(), all.text());
}

std::int64_t Sampler::sample(std::uint64_t epoch, std::size_t index, std::span<float> input) const {
    core::Random random = core::Random(settings_.seed).fork(epoch).fork(index);
    const ink::InkFrame& frame = settings_.frame;
    image::GrayImage image;
    std::int64_t label = digits::no_digit;
    const double kind = random.uniform();
    if (kind < settings_.pictures) {
        const Picture& picture = data_.pictures[random.below(data_.pictures.size())];
        image = picture_sample(picture, frame, random);
        label = picture.label;
    } else if (kind < settings_.pictures + settings_.strokes) {
        const auto& digit = data_.strokes[random.below(data_.strokes.size())];
        image = stroke_sample(digit.strokes, digit_shape, frame, random);
        label = digit.label;
    } else {
        image = stroke_sample(negative(data_, negatives_, random), letter_shape, frame, random);
    }
    if (image.pixels.size() != input.size()) throw std::invalid_argument("the sample's place has another size");
    std::ranges::copy(image.pixels, input.begin());
    return label;
}

std::string augmentation_in_words() {
    return "Every sample is distorted differently: rotation, slant, stretch and smooth bending; for strokes also a "
           "shaky line, "
           "corners, gaps, tails and pen width, on the vectors, before the page's own framing; for pictures thicker "
           "and "
           "thinner lines. No digits: sketches, letters, two digits side by side, scribbles.";
}

std::vector<ink::Strokes> negative_examples(const SplitData& data, const Negatives& negatives, std::size_t count,
                                            std::uint64_t seed) {
    std::vector<ink::Strokes> examples;
    for (std::size_t i = 0; i < count; ++i) {
        core::Random random = core::Random(seed).fork(i);
        examples.push_back(negative(data, negatives, random));
    }
    return examples;
}

}  // namespace mllab::digits_data
