#include "experiments/digits/pipeline/picture_reading.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <utility>

#include "core/text.hpp"

namespace mllab::digits {

namespace {

using Way = Writing::Way;

// A further digit is one only if it is this sure, and this large beside the largest: dirt looks like a 1.
constexpr float sure = 0.6F;
constexpr float large = 0.5F;
// … and as surely ink: the edge of a sheet looks like a pale stroke.
constexpr float strong = 0.75F;
// A piece of what is no digit as a whole has to be surer.
constexpr float sure_piece = 0.8F;
// With fewer pixels on the longer side nobody reads a digit.
constexpr float readable_px = 10;

// Of several digits; and of the views of a picture, by their levels: another one than the first has to be better.
constexpr float trust_in_several = 0.9F;
constexpr std::array<float, level_count> trust{1, 0.95F, 0.85F, 0.9F};
// A picture so small has lines of a pixel or two: enlarged, they are blur to the network that marks ink.
constexpr int tiny_px = 64;
constexpr float trust_in_tiny = 0.75F;
// What brightness alone takes for a writing is believed where the network marked ink in just that place: the box that
// both share is this part of the box around both.
constexpr float same_place = 0.55F;
// Two writings that share so much of the smaller one's box are the same one, looked at twice.
constexpr float same = 0.3F;

struct Read {
    std::size_t writing;
    Answer answer;
    float p = 0;
    float side = 0;
    float strength = 1;

    // How far it is to be believed beside others.
    [[nodiscard]] float weight() const { return p * side * strength; }
};

// The digits among the writings of this way and level, the largest first.
std::vector<Read> digits_among(const std::vector<Read>& all, const PictureInk& found, Way way, float at_least,
                               std::size_t level = 0) {
    std::vector<Read> digits;
    for (const Read& one : all) {
        const Writing& writing = found.writings[one.writing];
        if (writing.way == way && writing.level == level && one.answer.digit && one.p >= at_least)
            digits.push_back(one);
    }
    std::ranges::stable_sort(digits, std::ranges::greater{}, &Read::side);
    return digits;
}

PictureReading about(const Read& one) { return {.answer = one.answer, .writing = one.writing}; }

PictureReading about_several(std::vector<Read> digits, const PictureInk& found) {
    PictureReading reading{.answer = unasked(Doubt::several_digits), .writing = digits.front().writing};
    std::ranges::stable_sort(digits, {}, [&](const Read& one) { return found.writings[one.writing].place.left; });
    for (const Read& one : digits) {
        reading.seen.push_back({.writing = one.writing, .digit = *one.answer.digit});
        reading.answer.several.push_back(*one.answer.digit);
    }
    return reading;
}

bool overlap(const ink::Box& a, const ink::Box& b) {
    const float w = std::min(a.right, b.right) - std::max(a.left, b.left);
    const float h = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
    if (w <= 0 || h <= 0) return false;
    return w * h > same * std::min(a.width() * a.height(), b.width() * b.height());
}

bool same_box(const ink::Box& a, const ink::Box& b) {
    const float w = std::min(a.right, b.right) - std::max(a.left, b.left);
    const float h = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
    const float whole = (std::max(a.right, b.right) - std::min(a.left, b.left)) *
                        (std::max(a.bottom, b.bottom) - std::min(a.top, b.top));
    return w > 0 && h > 0 && w * h > same_place * whole;
}

// Of writings that lie on each other the one that is larger and surer.
std::vector<Read> without_doubles(std::vector<Read> digits, const PictureInk& found) {
    std::ranges::stable_sort(digits, std::ranges::greater{}, &Read::weight);
    std::vector<Read> kept;
    for (Read& one : digits) {
        const ink::Box& place = found.writings[one.writing].place;
        if (std::ranges::none_of(
                kept, [&](const Read& other) { return overlap(place, found.writings[other.writing].place); }))
            kept.push_back(std::move(one));
    }
    return kept;
}

// One of them, or several.
PictureReading about(std::vector<Read> digits, const PictureInk& found) {
    digits = without_doubles(std::move(digits), found);
    const float largest = digits.front().side;
    const float strength = digits.front().strength;
    const auto more = std::ranges::remove_if(digits.begin() + 1, digits.end(), [&](const Read& one) {
        return one.p < sure || one.side < large * largest || one.strength < strong * strength;
    });
    digits.erase(more.begin(), more.end());
    return digits.size() == 1 ? about(digits.front()) : about_several(std::move(digits), found);
}

// How far a view of the picture is to be believed: how sure its digit is, and how much of all ink that is. A stroke
// that broke looks like several digits, or like a small one.
float belief(const PictureReading& reading, const std::vector<Read>& all, float largest, std::size_t level) {
    float weight = all[reading.writing].weight();
    for (const auto& one : reading.seen) weight = std::min(weight, trust_in_several * all[one.writing].weight());
    return weight / largest * trust.at(level);
}

std::vector<Read>::const_iterator plain_of(const PictureInk& found, const std::vector<Read>& all) {
    return std::ranges::find_if(all, [&](const Read& one) {
        const Writing& writing = found.writings[one.writing];
        return writing.way == Way::thresholds && !writing.several;
    });
}

std::optional<PictureReading> best_view(const PictureInk& found, const std::vector<Read>& all) {
    std::optional<PictureReading> best;
    float most = 0;
    const bool tiny = std::max(found.picture->width, found.picture->height) <= tiny_px;
    float largest = 1;
    for (const Read& one : all)
        if (found.writings[one.writing].way == Way::network && one.answer.digit) largest = std::max(largest, one.side);
    for (std::size_t level = 0; level < level_count; ++level) {
        auto groups = digits_among(all, found, Way::network, 0, level);
        if (groups.empty()) continue;
        PictureReading reading = about(std::move(groups), found);
        const float now = belief(reading, all, largest, level) * (tiny ? trust_in_tiny : 1);
        if (now <= most) continue;
        most = now;
        best = std::move(reading);
    }
    // A clean picture's own greys say more of a line than the map of a network.
    const auto plain = plain_of(found, all);
    if (best && plain != all.end() && plain->answer.digit && plain->p * plain->side / largest > most) {
        const ink::Box& place = found.writings[plain->writing].place;
        for (const Writing& writing : found.writings)
            if (writing.way == Way::network && same_box(place, writing.place)) return about(*plain);
    }
    return best;
}

PictureReading read_all(const PictureInk& found, const std::vector<Read>& all) {
    if (auto view = best_view(found, all)) return *view;
    if (auto pieces = digits_among(all, found, Way::piece, sure_piece); !pieces.empty())
        return about(std::move(pieces), found);
    const auto plain =
        std::ranges::find_if(all, [&](const Read& one) { return found.writings[one.writing].way == Way::thresholds; });
    const bool several = plain != all.end() && found.writings[plain->writing].several;
    if (plain != all.end() && !several && plain->answer.digit) return about(*plain);
    // No digit. What was marked as ink is what the visitor is told of.
    const auto group =
        std::ranges::find_if(all, [&](const Read& one) { return found.writings[one.writing].way == Way::network; });
    if (group != all.end()) {
        PictureReading reading = about(*group);
        if (group->side < readable_px) reading.answer = unasked(Doubt::too_small);
        return reading;
    }
    if (plain == all.end() || !found.marked.empty()) return {.answer = unasked(Doubt::no_ink)};
    PictureReading reading = about(*plain);
    if (several) reading.answer = unasked(Doubt::several_digits);
    return reading;
}

}  // namespace

std::vector<image::GrayImage> inputs_of(const PictureInk& found, const Parameters& parameters) {
    std::vector<image::GrayImage> inputs;
    inputs.reserve(found.writings.size());
    for (const Writing& writing : found.writings) inputs.push_back(framed(writing, parameters.frame));
    return inputs;
}

PictureReading read(const PictureInk& found, const std::vector<std::vector<float>>& logits,
                    const Parameters& parameters) {
    if (logits.size() != found.writings.size())
        throw std::invalid_argument(core::joined("there are ", found.writings.size(), " writings in the picture and ",
                                                 logits.size(), " answers to them"));
    std::vector<Read> all;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        Read one{.writing = i, .answer = decode(logits[i], parameters)};
        if (one.answer.digit) one.p = one.answer.probabilities[*one.answer.digit];
        one.side = found.writings[i].place.longer_side();
        one.strength = found.writings[i].strength;
        all.push_back(std::move(one));
    }
    PictureReading reading = read_all(found, all);
    reading.answer.of_picture = true;
    return reading;
}

}  // namespace mllab::digits
