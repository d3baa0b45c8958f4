// Rock, paper, scissors: from a camera's frame or a picture to a model's input, and from its output to a gesture. Pure:
// the page, the tests and the trainer link this very code.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "experiments/rock_paper_scissors/pipeline/gesture.hpp"
#include "image/image.hpp"
#include "image/planes.hpp"
#include "inference/model_card.hpp"

namespace mllab::rock_paper_scissors {

inline constexpr std::size_t class_count = 4;  // the gestures and "no hand"
inline constexpr std::size_t no_hand = 3;      // index of that class

// "rock", "paper", "scissors", "no hand": by the place of their logits.
[[nodiscard]] std::vector<std::string> labels();

struct Parameters {
    int side_px = 0;  // of the square that the network sees
    image::Normalisation normalisation;
    // All of these fitted on validation data. The first two calibrate the probabilities:
    float temperature = 1;
    float no_hand_bias = 0;  // is added to that logit, before the temperature
    float reject_above = 1;  // no gesture where p(no hand) is above this …
    float reject_below = 0;  // … or the best gesture's p is below this

    // Reads "side_px", "mean", "deviation" and "temperature", "no_hand_bias" (0 where a card has none), "reject_above",
    // "reject_below". Throws inference::CardError where one of the others is missing, where one is senseless, or where
    // the labels are not these four.
    [[nodiscard]] static Parameters from(const inference::ModelCard& card);
};

// What goes into the network.
struct Encoded {
    image::RgbaImage seen;      // side_px x side_px, opaque: the very picture that the network sees
    std::vector<float> planes;  // [3, side_px, side_px], its numbers
};

// The part of a picture that the network sees, in the picture's pixels: where the guide is drawn.
[[nodiscard]] image::Square guide(int width, int height);

// `picture` of any size, as the world is: not mirrored. Throws std::invalid_argument on an empty one.
[[nodiscard]] Encoded encode(const image::RgbaImage& picture, const Parameters& parameters);

// Calibrated: of rock, paper, scissors, no hand. `logits`: four numbers. Throws std::invalid_argument on another count.
[[nodiscard]] std::vector<float> probabilities(std::vector<float> logits, const Parameters& parameters);

struct Answer {
    std::vector<float> probabilities;  // rock, paper, scissors, no hand; unrounded
    std::optional<Gesture> gesture;    // none where there is no hand or none of the three is likely enough
};

// As above; throws what `probabilities` throws.
[[nodiscard]] Answer decode(const std::vector<float>& logits, const Parameters& parameters);

// The answer that four calibrated probabilities make. Throws std::invalid_argument on another count.
[[nodiscard]] Answer judged(std::vector<float> probabilities, const Parameters& parameters);

// Sentences for people: "Scissors (98.3 % sure)." / "No hand in the square." / "Not sure which of the three this is."
[[nodiscard]] std::string message(const Answer& answer);

}  // namespace mllab::rock_paper_scissors
