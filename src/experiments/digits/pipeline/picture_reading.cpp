#include "experiments/digits/pipeline/picture_reading.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "core/text.hpp"

namespace mllab::digits {

namespace {

using Way = Writing::Way;

// A further digit is one only if it is this sure, and this large beside the largest: dirt looks like a 1.
constexpr float sure = 0.6F;
constexpr float large = 0.5F;
// A piece of what is no digit as a whole has to be surer.
constexpr float sure_piece = 0.8F;
// With fewer pixels on the longer side nobody reads a digit.
constexpr float readable_px = 10;

struct Read {
    std::size_t writing;
    Answer answer;
    float p = 0;
    float side = 0;
};

float longer_side(const ink::Box& box) { return std::max(box.width(), box.height()); }

// The digits among the writings of this way, the largest first.
std::vector<Read> digits_among(const std::vector<Read>& all, const PictureInk& found, Way way, float at_least) {
    std::vector<Read> digits;
    for (const Read& one : all)
        if (found.writings[one.writing].way == way && one.answer.digit && one.p >= at_least) digits.push_back(one);
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

// One of them, or several.
PictureReading about(std::vector<Read> digits, const PictureInk& found) {
    const float largest = digits.front().side;
    const auto more = std::ranges::remove_if(
        digits.begin() + 1, digits.end(), [&](const Read& one) { return one.p < sure || one.side < large * largest; });
    digits.erase(more.begin(), more.end());
    return digits.size() == 1 ? about(digits.front()) : about_several(std::move(digits), found);
}

PictureReading read_all(const PictureInk& found, const std::vector<Read>& all) {
    if (auto groups = digits_among(all, found, Way::network, 0); !groups.empty())
        return about(std::move(groups), found);
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
        one.side = longer_side(found.writings[i].place);
        all.push_back(std::move(one));
    }
    PictureReading reading = read_all(found, all);
    reading.answer.of_picture = true;
    return reading;
}

}  // namespace mllab::digits
