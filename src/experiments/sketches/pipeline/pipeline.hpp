// Sketches: from a drawing to a model's input, and from its output to guesses. Pure: the page, the tests and the
// trainer link this very code.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/classification.hpp"
#include "experiments/sketches/pipeline/confidence.hpp"
#include "image/image.hpp"
#include "inference/model_card.hpp"
#include "ink/strokes.hpp"

namespace mllab::sketches {

struct Parameters {
    ink::InkFrame frame;
    float temperature = 1;  // calibrates finished drawings; fitted on validation data
    // How sure the best guess is, from the ink as well: a weight for each of confidence_names(), likewise. None: the
    // temperature alone says it.
    std::vector<float> confidence = {};
    std::vector<std::string> categories;             // by the place of their logit; "cat", "The Eiffel Tower" …
    std::vector<std::vector<std::size_t>> kin = {};  // categories that a drawing hardly tells apart: kin.hpp

    // Reads "size_px", "ink_box_px", "pen_width_px", "temperature", the weights (all, or the card has none) and the
    // labels. Throws inference::CardError where one is missing or senseless, or where there are fewer than two labels.
    [[nodiscard]] static Parameters from(const inference::ModelCard& card);
};

enum class Doubt : std::uint8_t {
    none,
    empty,  // nothing drawn
    dot,    // a mere dot: more ink is needed
};

// What goes into the network: size_px x size_px, ink 1 on paper 0, all zero where nothing is drawn. Only `Doubt::none`
// needs the network.
struct Encoded {
    image::GrayImage input;
    Doubt doubt = Doubt::none;
    InkLook look{};
};

// `drawing` in CSS pixels of the pad. Place, size, speed and the pad's pen change nothing, the order of strokes only
// how sure the answer is: the end of the last one tells whether it is finished.
[[nodiscard]] Encoded encode(const ink::Strokes& drawing, const Parameters& parameters);

struct Answer {
    std::vector<float> probabilities;  // of all categories, unrounded; empty where the network was not asked
    std::vector<core::Ranked> top;     // the best `guesses` of them, best first
    Doubt doubt = Doubt::empty;
};

inline constexpr std::size_t guesses = 5;

// Calibrated, of all categories, in the order of the logits; the largest is how sure the best guess is. `logits`: one
// number a category; `look`: of the drawing that they are about. Throws std::invalid_argument on another count.
[[nodiscard]] std::vector<float> probabilities_of(const std::vector<float>& logits, const InkLook& look,
                                                  const Parameters& parameters);

// The same as an answer, where among kin the everyday thing is preferred.
[[nodiscard]] Answer decode(const std::vector<float>& logits, const InkLook& look, const Parameters& parameters);

// The answer that calibrated probabilities of all categories make. Throws std::invalid_argument on another count.
[[nodiscard]] Answer judged(std::vector<float> probabilities, const Parameters& parameters);

// The answer where the network need not be asked: `doubt` is not `none`.
[[nodiscard]] Answer unasked(Doubt doubt);

// A sentence for people: "Looks like a cat (71.3 % sure), or a dog (9.1 %), a lion (4.0 %)." / "Looks like a house or a
// barn (82.0 % sure), …" where the best guess has kin that is near / "Could be …" below one half / "Draw something." …
[[nodiscard]] std::string message(const Answer& answer, const Parameters& parameters);

}  // namespace mllab::sketches
