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
#include "training/augment/templates.hpp"
#include "training/files/fingerprint.hpp"
#include "training/recipes/digits/data/templates.hpp"

namespace mllab::digits_data {

namespace {

// Digits keep their meaning within these; a 6 turned by 40 degrees would not.
constexpr augment::DistortionRange digit_shape{
    .rotation_degrees = 14, .shear = 0.25, .stretch = 0.35, .elastic = 0.045};
// A part of the writers turns the sheet, or is in a hurry.
constexpr augment::DistortionRange tilted_shape{
    .turn_degrees = 17, .rotation_degrees = 13, .shear = 0.2, .stretch = 0.35, .elastic = 0.04};
constexpr augment::DistortionRange wild_shape{.rotation_degrees = 17, .shear = 0.35, .stretch = 0.6, .elastic = 0.07};
constexpr augment::DistortionRange picture_shape{
    .rotation_degrees = 11, .shear = 0.18, .stretch = 0.2, .elastic = 0.03};
constexpr augment::DistortionRange tilted_picture{
    .turn_degrees = 16, .rotation_degrees = 10, .shear = 0.15, .stretch = 0.2, .elastic = 0.03};
constexpr augment::DistortionRange letter_shape{.rotation_degrees = 14, .shear = 0.3, .stretch = 0.5, .elastic = 0.06};

// How often a sample looks as if it came out of a photo.
constexpr double photo_chance = 0.1;
// Twice the frame's size is fine enough for a photo's ragged edges.
constexpr int photo_scale = 2;

image::GrayImage picture_sample(const Picture& picture, const ink::InkFrame& frame, core::Random& random) {
    // A part of the pictures stays as it is: that is what the test set looks like.
    if (random.chance(0.15)) return ink::framed(picture.ink, frame);
    image::GrayImage ink = picture.ink;
    if (random.chance(0.3)) ink = augment::thickened(ink, static_cast<float>(random.uniform(-0.5, 0.7)));
    const augment::Distortion bend(random.chance(0.1) ? tilted_picture : picture_shape, random);
    ink = augment::distorted(ink, bend);
    if (random.chance(photo_chance)) ink = augment::photographed(ink, random);
    return ink::framed(ink, frame);
}

image::GrayImage stroke_sample(const ink::Strokes& drawing, const augment::HandRange& hand, ink::InkFrame frame,
                               core::Random& random) {
    // The page always draws with the card's pen; photos come with any.
    frame.pen_width_px *= static_cast<float>(std::exp(random.normal(0, 0.18)));
    const ink::Strokes drawn = augment::another_hand(drawing, hand, random);
    if (!random.chance(photo_chance)) return digits::laid(drawn, frame);
    ink::InkFrame large = frame;
    large.size_px *= photo_scale;
    large.ink_box_px *= photo_scale;
    large.pen_width_px *= photo_scale;
    return ink::framed(augment::photographed(digits::laid(drawn, large), random), frame);
}

augment::HandRange digit_hand(core::Random& random) {
    const double which = random.uniform();
    return {.shape = which < 0.15 ? tilted_shape : (which < 0.35 ? wild_shape : digit_shape),
            .angular_chance = 0.08,
            .sparse_chance = 0.2};
}

constexpr augment::HandRange other_hand{.shape = letter_shape, .angular_chance = 0.05, .sparse_chance = 0.1};

const ink::Strokes& any(const std::vector<ink::Strokes>& list, core::Random& random) {
    return list[random.below(list.size())];
}

const augment::Template& any(const std::vector<augment::Template>& list, core::Random& random) {
    return list[random.below(list.size())];
}

// A zero that somebody wrote, crossed out as programmers do.
ink::Strokes crossed(const ink::Strokes& zero, core::Random& random) {
    const ink::Box box = ink::bounding_box(zero);
    const double dx = random.uniform(0.2, 0.62) * static_cast<double>(box.width());
    const double dy = random.uniform(0.25, 0.62) * static_cast<double>(box.height());
    const double x = (static_cast<double>(box.left) + box.right) / 2 + random.normal(0, 0.05) * box.width();
    const double y = (static_cast<double>(box.top) + box.bottom) / 2 + random.normal(0, 0.05) * box.height();
    const double rises = random.chance(0.5) ? 1 : -1;
    ink::Strokes result = zero;
    result.push_back({{static_cast<float>(x - dx), static_cast<float>(y + rises * dy), 0},
                      {static_cast<float>(x + dx), static_cast<float>(y - rises * dy), 0}});
    return result;
}

// Two digits on each other. A stroke like a one makes another digit of some (a crossed zero, a nine), so it is taken
// with those only that it spoils.
ink::Strokes two_at_once(const SplitData& data, core::Random& random) {
    const auto mixes = [](std::uint8_t label) { return label == 2 || label == 3 || label == 5 || label == 8; };
    const auto& one = data.strokes[random.below(data.strokes.size())];
    const auto& other = data.strokes[random.below(data.strokes.size())];
    if ((one.label == 1 && !mixes(other.label)) || (other.label == 1 && !mixes(one.label)))
        return augment::side_by_side(one.strokes, other.strokes, random);
    return augment::overlapping(one.strokes, other.strokes, random);
}

// What validation and test ask about: of every kind that has data of its own for them.
ink::Strokes negative(const SplitData& data, const Negatives& negatives, core::Random& random) {
    const double kind = random.uniform();
    if (kind < 0.40 && !negatives.sketches.empty()) return any(negatives.sketches, random);
    if (kind < 0.70 && !negatives.letters.empty()) return any(negatives.letters, random);
    if (kind < 0.82 && data.strokes.size() > 1)
        return augment::side_by_side(data.strokes[random.below(data.strokes.size())].strokes,
                                     data.strokes[random.below(data.strokes.size())].strokes, random);
    return augment::scribble(random);
}

// What is learned from: those, templates, and two digits on each other.
ink::Strokes negative_to_learn(const SplitData& data, const Negatives& negatives, core::Random& random) {
    const double kind = random.uniform();
    if (kind < 0.17) return augment::drawn(any(letter_templates(), random), {}, random);
    if (kind < 0.40) return augment::drawn(any(sign_templates(), random), {}, random);
    if (kind < 0.53 && data.strokes.size() > 1) return two_at_once(data, random);
    return negative(data, negatives, random);
}

}  // namespace

Sampler::Sampler(const SplitData& data, const Negatives& negatives, SamplerSettings settings)
    : data_(data), negatives_(negatives), settings_(settings) {
    if (data.pictures.empty() || data.strokes.empty())
        throw std::invalid_argument("training digits needs pictures and strokes");
    for (const datasets::PenDigit& digit : data.strokes)
        if (digit.label == 0) zeros_.push_back(&digit.strokes);
}

ink::Strokes Sampler::written(std::int64_t& label, core::Random& random) const {
    // Every fifth is a real zero, crossed.
    if (!zeros_.empty() && random.chance(0.2)) {
        label = 0;
        return crossed(*zeros_[random.below(zeros_.size())], random);
    }
    const DigitTemplate& digit = digit_templates()[random.below(digit_templates().size())];
    label = digit.label;
    return augment::drawn(digit.shape, {.unsteady = 5, .angular_chance = 0.12}, random);
}

std::string Sampler::fingerprint() const {
    files::Fingerprint all;
    all.add(augmentation_in_words());
    for (const double number :
         {static_cast<double>(settings_.frame.size_px), static_cast<double>(settings_.frame.ink_box_px),
          static_cast<double>(settings_.frame.pen_width_px), settings_.pictures, settings_.strokes, settings_.written})
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
    const auto add_template = [&](const augment::Template& shape) {
        for (const auto& stroke : shape) {
            all.add(stroke.size());
            for (const augment::Knot& knot : stroke)
                all.add(static_cast<double>(knot.at.x))
                    .add(static_cast<double>(knot.at.y))
                    .add(knot.corner ? 1.0 : 0.0);
        }
    };
    for (const DigitTemplate& digit : digit_templates()) {
        all.add(digit.label);
        add_template(digit.shape);
    }
    for (const auto* shapes : {&letter_templates(), &sign_templates()})
        for (const augment::Template& shape : *shapes) add_template(shape);
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
        image = stroke_sample(digit.strokes, digit_hand(random), frame, random);
        label = digit.label;
    } else if (kind < settings_.pictures + settings_.strokes + settings_.written) {
        const ink::Strokes digit = written(label, random);
        image = stroke_sample(digit, digit_hand(random), frame, random);
    } else {
        image = stroke_sample(negative_to_learn(data_, negatives_, random), other_hand, frame, random);
    }
    if (image.pixels.size() != input.size()) throw std::invalid_argument("the sample's place has another size");
    std::ranges::copy(image.pixels, input.begin());
    return label;
}

std::string augmentation_in_words() {
    return "Every sample is distorted differently: rotation (some are tilted clockwise), slant, stretch and smooth "
           "bending; for strokes also a shaky line, corners, gaps, tails, pen width, and the few points that are left "
           "of "
           "a fast hand, on the vectors, before the page's own curve and framing; for pictures thicker and thinner "
           "lines; "
           "one in ten as if cut out of a photo, with ragged edges and specks. Ways of writing that the data sets lack "
           "are made by program from templates, several for each digit: crossed zeros, closed sixes with a short stem, "
           "crossed sevens, digits with corners. No digits: sketches, letters and signs (partly from templates), two "
           "digits side by side or on each other, scribbles.";
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
