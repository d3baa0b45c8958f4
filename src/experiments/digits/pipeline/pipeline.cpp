#include "experiments/digits/pipeline/pipeline.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "core/classification.hpp"
#include "core/text.hpp"
#include "experiments/digits/pipeline/ink_groups.hpp"
#include "inference/card_values.hpp"
#include "ink/curve.hpp"

namespace mllab::digits {

namespace {

// Below this the pen did not really move: a tap. CSS pixels.
constexpr float dot_size_px = 4;

// Below this the sentence names the runner-up, too.
constexpr float likely = 0.6F;

std::string with_article(std::size_t digit) { return core::joined(digit == 8 ? "an " : "a ", digit); }

// "100.0 %" would claim a certainty that no softmax has.
std::string percent(float p) {
    return core::joined(p >= 0.9995F ? "more than 99.9" : core::decimals(100 * static_cast<double>(p), 1), " %");
}

}  // namespace

Parameters Parameters::from(const inference::ModelCard& card) {
    Parameters p;
    p.frame = inference::ink_frame_of(card);
    p.temperature = inference::decision_within(card, "temperature", 0.01, 100);
    p.reject_above = inference::decision_within(card, "reject_above", 0, 1);
    p.reject_below = inference::decision_within(card, "reject_below", 0, 1);
    if (card.labels.size() != class_count)
        throw inference::CardError(
            core::joined("the model card has ", card.labels.size(), " labels, a digit model has ", class_count));
    return p;
}

image::GrayImage laid(const ink::Strokes& drawing, const ink::InkFrame& frame) {
    // Some 0.6 model pixels apart.
    const float spacing = ink::bounding_box(drawing).longer_side() / 32;
    return spacing > 0 ? ink::framed(ink::curved(drawing, spacing), frame) : ink::framed(drawing, frame);
}

Encoded encode(const ink::Strokes& drawing, const Parameters& parameters) {
    const auto size = parameters.frame.size_px;
    const ink::Strokes whole = ink::without_broken_points(drawing);
    if (whole.empty()) return {image::GrayImage(size, size), Doubt::empty};
    const ink::Strokes ink = without_stray_dots(whole, dot_size_px);
    Encoded encoded{laid(ink, parameters.frame), Doubt::none};
    if (ink::bounding_box(ink).longer_side() < dot_size_px) {
        encoded.doubt = Doubt::dot;
    } else if (far_apart(ink)) {
        encoded.doubt = Doubt::several_digits;
    }
    return encoded;
}

Answer decode(const std::vector<float>& logits, const Parameters& parameters) {
    if (logits.size() != class_count)
        throw std::invalid_argument(core::joined("a digit model gives ", class_count, " logits, not ", logits.size()));
    return judged(core::softmax(logits, parameters.temperature), parameters);
}

Answer judged(std::vector<float> p, const Parameters& parameters) {
    if (p.size() != class_count)
        throw std::invalid_argument(core::joined("a digit model has ", class_count, " classes, not ", p.size()));
    Answer answer;
    answer.no_digit_probability = p[no_digit];
    p.resize(digit_count);
    const auto best = core::top_k(p, 1).front();
    answer.probabilities = std::move(p);
    if (answer.no_digit_probability > parameters.reject_above || best.value < parameters.reject_below) {
        answer.doubt = Doubt::not_a_digit;
    } else {
        answer.doubt = Doubt::none;
        answer.digit = best.index;
    }
    return answer;
}

Answer unasked(Doubt doubt) {
    Answer answer;
    answer.doubt = doubt;
    return answer;
}

namespace {

// "I see a 3 and a 7." / "I see a 3, a 7 and a 7."
std::string listed(const std::vector<std::size_t>& digits) {
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0) text += i + 1 < digits.size() ? ", " : " and ";
        text += with_article(digits[i]);
    }
    return text;
}

std::string message_about_picture(const Answer& answer) {
    switch (answer.doubt) {
        case Doubt::no_ink:
            return "I see nothing written in this picture. Dark ink, more light or a closer look may help.";
        case Doubt::too_small:
            return "What is written here is too small to read. Take the picture from nearer.";
        case Doubt::several_digits:
            if (answer.several.empty()) return "I see more than one digit here. Crop the picture to one of them.";
            return core::joined("I see ", listed(answer.several), ". One digit at a time: crop the picture to one.");
        default:
            return "Not sure that this is a digit. It should be upright: turn the picture, or crop it to the digit.";
    }
}

}  // namespace

std::string message(const Answer& answer) {
    if (answer.digit) {
        const float p = answer.probabilities[*answer.digit];
        const std::string best = core::joined(with_article(*answer.digit), " (", percent(p), " sure)");
        if (p >= likely) return core::joined("This is ", best, ".");
        for (const core::Ranked& other : core::top_k(answer.probabilities, 2))
            if (other.index != *answer.digit)
                return core::joined("Could be ", best, ", or ", with_article(other.index), " (", percent(other.value),
                                    ").");
        return core::joined("Could be ", best, ".");
    }
    if (answer.of_picture) return message_about_picture(answer);
    switch (answer.doubt) {
        case Doubt::empty:
            return "Draw a digit.";
        case Doubt::dot:
            return "That is only a dot. Draw a digit.";
        case Doubt::several_digits:
            return "One digit at a time, please.";
        case Doubt::not_a_digit:
        case Doubt::no_ink:
        case Doubt::too_small:
        case Doubt::none:
            break;
    }
    return "Not sure that this is a digit.";
}

}  // namespace mllab::digits
