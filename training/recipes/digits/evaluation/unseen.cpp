#include "training/recipes/digits/evaluation/unseen.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string_view>

#include "core/random.hpp"
#include "experiments/digits/pipeline/pipeline.hpp"
#include "training/augment/placement.hpp"
#include "training/datasets/quickdraw.hpp"

namespace mllab::digits_evaluation {

namespace {

constexpr std::uint64_t unseen_seed = 1729;
constexpr std::size_t hands_per_shape = 25;
constexpr std::size_t most_of_a_kind = 2000;

ink::Strokes turned(const ink::Strokes& drawing, double degrees) {
    const auto c = static_cast<float>(std::cos(degrees * std::numbers::pi / 180));
    const auto s = static_cast<float>(std::sin(degrees * std::numbers::pi / 180));
    return ink::transformed(drawing, {.a = c, .b = -s, .c = s, .d = c});
}

ink::Strokes every_third(const ink::Strokes& drawing) {
    ink::Strokes few;
    for (const ink::Stroke& stroke : drawing) {
        ink::Stroke& kept = few.emplace_back();
        for (std::size_t i = 0; i < stroke.size(); ++i)
            if (i % 3 == 0 || i + 1 == stroke.size()) kept.push_back(stroke[i]);
    }
    return few;
}

// Another person's hand: narrower or wider, slanted, turned a little, and along each stroke a slow swing to both sides.
ink::Strokes by_hand(const ink::Strokes& shape, core::Random& random) {
    const double wide = std::exp(random.uniform(-0.2, 0.2));
    const double slant = random.uniform(-0.2, 0.2);
    ink::Strokes strokes = ink::transformed(
        shape,
        {.a = static_cast<float>(wide), .b = static_cast<float>(slant), .c = 0, .d = static_cast<float>(1 / wide)});
    strokes = turned(strokes, random.uniform(-11, 11));
    const double side = ink::bounding_box(strokes).longer_side();
    const auto spacing = static_cast<float>(side * random.uniform(0.02, 0.06));
    for (ink::Stroke& stroke : strokes) {
        const double swing = side * random.uniform(0, 0.02);
        const double pace = random.uniform(2, 7) / std::max(1e-6, side);
        const double phase_x = random.uniform(0, 2 * std::numbers::pi);
        const double phase_y = random.uniform(0, 2 * std::numbers::pi);
        // Corners must stay: points are put between those that are there.
        ink::Stroke line;
        for (std::size_t i = 0; i + 1 < stroke.size(); ++i) {
            const ink::Stroke segment{stroke[i], stroke[i + 1]};
            const ink::Stroke points = ink::resampled(segment, spacing);
            line.insert(line.end(), points.begin(), points.end() - 1);
        }
        line.push_back(stroke.back());
        for (std::size_t i = 0; i < line.size(); ++i) {
            const double at = pace * static_cast<double>(spacing) * static_cast<double>(i) * std::numbers::pi;
            line[i].x += static_cast<float>(swing * std::sin(at + phase_x));
            line[i].y += static_cast<float>(swing * std::sin(1.3 * at + phase_y));
        }
        stroke = std::move(line);
    }
    return strokes;
}

// The second digit's box covers a part of the first one's, mostly of its width.
ink::Strokes one_over_other(const ink::Strokes& one, const ink::Strokes& other, core::Random& random) {
    const ink::Box a = ink::bounding_box(one);
    const ink::Box b = ink::bounding_box(other);
    const double scale = random.uniform(0.85, 1.18) * a.height() / std::max(1.0, static_cast<double>(b.height()));
    const double common = random.uniform(0.2, 0.6);
    const double narrower = std::min(static_cast<double>(a.width()), scale * b.width());
    double left = a.right - common * narrower;
    double top = a.top + random.uniform(-0.12, 0.12) * a.height();
    if (random.chance(0.25)) {
        left = a.left + random.uniform(-0.15, 0.15) * a.width();
        top = a.bottom - random.uniform(0.25, 0.6) * a.height();
    }
    ink::Strokes both = one;
    const auto factor = static_cast<float>(scale);
    for (ink::Stroke& stroke : ink::transformed(other, {.a = factor,
                                                        .b = 0,
                                                        .c = 0,
                                                        .d = factor,
                                                        .tx = static_cast<float>(left - scale * b.left),
                                                        .ty = static_cast<float>(top - scale * b.top)}))
        both.push_back(std::move(stroke));
    return both;
}

void place(UnseenSet& set, const ink::Strokes& drawing, std::size_t label, core::Random& random) {
    set.drawings.push_back(augment::freely_placed(drawing, random));
    set.labels.push_back(label);
}

// Adds what the file's lines of this split show whose word begins with `kind`, by several hands each.
void add_shapes(UnseenSet& set, std::string_view kind, const std::filesystem::path& shapes, digits_data::Split split) {
    const auto drawings = datasets::read_quickdraw(shapes);
    for (std::size_t i = 0; i < drawings.size(); ++i) {
        const std::string_view word = drawings[i].word;
        if (!word.starts_with(kind) || (i % 2 == 1) != (split == digits_data::Split::test)) continue;
        const bool digit = word.starts_with("digit ");
        const std::size_t label = digit ? static_cast<std::size_t>(word.at(6) - '0') : digits::no_digit;
        for (std::size_t hand = 0; hand < hands_per_shape; ++hand) {
            core::Random random = core::Random(unseen_seed).fork(i).fork(hand);
            place(set, by_hand(drawings[i].strokes, random), label, random);
        }
    }
}

}  // namespace

std::vector<UnseenSet> unseen_digits(const digits_data::SplitData& data, const std::filesystem::path& shapes,
                                     digits_data::Split split) {
    UnseenSet sparse{.name = "pen digits of other writers, every third point", .drawings = {}, .labels = {}};
    UnseenSet tilted{
        .name = "pen digits of other writers, turned clockwise by 20 degrees", .drawings = {}, .labels = {}};
    for (std::size_t i = 0; i < data.strokes.size(); ++i) {
        core::Random random = core::Random(unseen_seed).fork(i);
        place(sparse, every_third(data.strokes[i].strokes), data.strokes[i].label, random);
        place(tilted, turned(data.strokes[i].strokes, 20), data.strokes[i].label, random);
    }
    UnseenSet ways{.name = "other ways of writing a digit", .drawings = {}, .labels = {}};
    add_shapes(ways, "digit ", shapes, split);
    return {std::move(sparse), std::move(tilted), std::move(ways)};
}

std::vector<UnseenSet> unseen_no_digits(const digits_data::SplitData& data, const digits_data::Negatives& negatives,
                                        const std::filesystem::path& shapes, digits_data::Split split) {
    UnseenSet letters{.name = "letters that look like no digit", .drawings = {}, .labels = {}};
    add_shapes(letters, "letter ", shapes, split);
    UnseenSet signs{.name = "shapes and signs", .drawings = {}, .labels = {}};
    add_shapes(signs, "sign ", shapes, split);
    UnseenSet sketches{.name = "sketches", .drawings = {}, .labels = {}};
    const std::size_t count = std::min(most_of_a_kind, negatives.sketches.size());
    for (std::size_t i = 0; i < count; ++i) {
        core::Random random = core::Random(unseen_seed).fork(i);
        place(sketches, negatives.sketches[i * negatives.sketches.size() / count], digits::no_digit, random);
    }
    UnseenSet overlapping{.name = "two overlapping digits", .drawings = {}, .labels = {}};
    for (std::uint64_t i = 0; !data.strokes.empty() && i < most_of_a_kind / 2; ++i) {
        core::Random random = core::Random(unseen_seed).fork(i);
        const auto& one = data.strokes[random.below(data.strokes.size())];
        const auto& other = data.strokes[random.below(data.strokes.size())];
        // A one on another digit may be a digit again: a crossed zero, a nine.
        if (one.label == 1 || other.label == 1) continue;
        place(overlapping, one_over_other(one.strokes, other.strokes, random), digits::no_digit, random);
    }
    return {std::move(letters), std::move(signs), std::move(sketches), std::move(overlapping)};
}

}  // namespace mllab::digits_evaluation
