// Digits: from a drawing or a picture to a model's input, and from its output to an answer. Pure: the page, the tests
// and the trainer link this very code.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "image/image.hpp"
#include "inference/model_card.hpp"
#include "ink/strokes.hpp"

namespace mllab::digits {

inline constexpr std::size_t digit_count = 10;
inline constexpr std::size_t class_count = 11;  // ten digits and "no digit"
inline constexpr std::size_t no_digit = 10;     // index of that class

struct Parameters {
    ink::InkFrame frame;
    float temperature = 1;   // calibrates the probabilities; fitted on validation data
    float reject_above = 1;  // no answer where p(no digit) is above this …
    float reject_below = 0;  // … or the best digit's p is below this; both fitted on validation data

    // Reads "size_px", "ink_box_px", "pen_width_px" and "temperature", "reject_above", "reject_below".
    // Throws inference::CardError where one is missing or senseless.
    [[nodiscard]] static Parameters from(const inference::ModelCard& card);
};

enum class Doubt {
    none,
    empty,           // nothing drawn
    dot,             // a mere dot: more ink is needed
    several_digits,  // ink far apart: one digit at a time
    not_a_digit,     // the network is not sure that this is a digit
    no_ink,          // of a picture: nothing written is seen in it
    too_small,       // of a picture: what is written has too few pixels to be read
};

// What goes into the network, and what is known before it is asked. `input` is size_px x size_px, ink 1 on paper 0;
// it is all zero where `doubt` is `empty` or `no_ink`. Only `Doubt::none` needs the network.
struct Encoded {
    image::GrayImage input;
    Doubt doubt = Doubt::none;
};

// What the network sees of a drawing in any unit: the curve through its points (ink/curve.hpp), laid in the frame.
[[nodiscard]] image::GrayImage laid(const ink::Strokes& drawing, const ink::InkFrame& frame);

// `drawing` in CSS pixels of the pad. Place, size, speed and the pad's pen change nothing; a stray dot far from the
// digit is ignored.
[[nodiscard]] Encoded encode(const ink::Strokes& drawing, const Parameters& parameters);

// A clean picture of one digit, by brightness alone: paper removed (uneven light included), polarity found, specks
// dropped, thin ink drawn as thick as the network knows it, laid in the same frame. Luma 0..1, any size. Photos need
// the network that marks ink: ink_search.hpp.
[[nodiscard]] Encoded encode(const image::GrayImage& picture, const Parameters& parameters);

struct Answer {
    std::vector<float> probabilities;  // of the ten digits, unrounded; empty where the network was not asked
    float no_digit_probability = 0;
    std::optional<std::size_t> digit;  // the answer; none where `doubt` is not `none`
    Doubt doubt = Doubt::empty;
    bool of_picture = false;
    std::vector<std::size_t> several{};  // where a picture shows several digits: which, from left to right
};

// `logits`: 11 numbers. Throws std::invalid_argument on another count.
[[nodiscard]] Answer decode(const std::vector<float>& logits, const Parameters& parameters);

// The answer that calibrated probabilities of the 11 classes make. Throws std::invalid_argument on another count.
[[nodiscard]] Answer judged(std::vector<float> probabilities, const Parameters& parameters);

// The answer where the network need not be asked: `doubt` is not `none`.
[[nodiscard]] Answer unasked(Doubt doubt);

// Sentences for people: "This is a 7 (98.3 % sure)." / "Could be a 6 (48.0 % sure), or a 0 (31.2 %)." / "One digit at a
// time, please." …
[[nodiscard]] std::string message(const Answer& answer);

}  // namespace mllab::digits
