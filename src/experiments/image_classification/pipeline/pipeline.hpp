// What is in a photo, by a network that knows a list of things: from a picture of any size and shape to the network's
// input, and from its output to an answer. Pure: the page, the tests and the trainer link this very code.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/classification.hpp"
#include "experiments/image_classification/pipeline/families.hpp"
#include "image/image.hpp"
#include "image/planes.hpp"
#include "inference/model_card.hpp"

namespace mllab::image_classification {

inline constexpr std::size_t guesses = 5;

struct Parameters {
    int side_px = 0;  // of the square that the network sees
    image::Normalisation normalisation;
    float crop = 1;                     // the side of the square that is cut, as a share of the picture's shorter side
    int detail_px = 0;                  // finer detail than of so many pixels a side is taken away first; 0: none is
    float temperature = 1;              // calibrates the probabilities (Guo et al. 2017); fitted on labelled photos
    float reject_below = 0;             // nothing that it knows where the best class, its kin included, is less likely
    std::vector<std::string> labels{};  // readable, by the place of their logits
    std::vector<std::vector<std::size_t>> kin{};  // of each label, as kin_among says
    std::vector<FamilyAmong> families{};          // of them

    // Reads "side_px", "mean", "deviation", "crop", where there is one "detail_px", and "temperature", "reject_below".
    // Throws inference::CardError where one is missing or senseless, or where there are fewer than two labels.
    [[nodiscard]] static Parameters from(const inference::ModelCard& card);
};

// What goes into the network.
struct Encoded {
    image::RgbaImage seen;      // side_px x side_px, opaque: the very picture that the network sees
    std::vector<float> planes;  // [3, side_px, side_px], its numbers
};

// The part of a picture that the network sees, in the picture's pixels: where the guide is drawn.
[[nodiscard]] image::Square view(int width, int height, const Parameters& parameters);

// `picture` of any size, as the world is: not mirrored. Throws std::invalid_argument on an empty one.
[[nodiscard]] Encoded encode(const image::RgbaImage& picture, const Parameters& parameters);

struct Answer {
    std::vector<float> probabilities;  // by class, unrounded
    std::vector<core::Ranked> best;    // the first five of them, best first
    std::optional<std::size_t> known;  // the best class, where it and its kin are likely enough
    std::vector<core::Ranked> kin;     // of the best class, those that are not quite unlikely, best first
    // Where none is known: what it is all the same ("a dog"), since classes that are this are together more likely
    // than not, and as likely as a class must be.
    std::string_view family{};
    float family_p = 0;
    float together = 0;  // the best class and all of its kin
};

// `logits`: one for each label. Throws std::invalid_argument on another count.
[[nodiscard]] Answer decode(const std::vector<float>& logits, const Parameters& parameters);

// The answer that a calibrated probability for each label makes. Throws std::invalid_argument on another count.
[[nodiscard]] Answer judged(std::vector<float> probabilities, const Parameters& parameters);

// "82.3 %": a probability for people. No softmax is certain: "more than 99.9 %", "less than 0.1 %".
[[nodiscard]] std::string percent(double p);

// "tabby cat" at the beginning of a sentence. Names that begin with a letter beyond ASCII stay as they are.
[[nodiscard]] std::string at_beginning(std::string name);

// A sentence for people: "Labrador retriever (82.3 % sure)." / "Laptop (52.1 % sure; with notebook computer 88.0 %
// sure)." / "A dog (91.0 % sure), but which one is unsure; at best kelpie (17.4 % sure)." / "Nothing that this network
// knows for sure; at best tabby cat (12.1 % sure)."
[[nodiscard]] std::string message(const Answer& answer, const std::vector<std::string>& labels);

}  // namespace mllab::image_classification
