// How sure the best guess may be said to be. One temperature fits finished drawings and makes a network far too sure of
// unfinished ones; which of the two it sees nobody tells it. So the page looks at the ink as well: how much there is,
// in how many strokes, and how loose their ends are. A logistic regression makes a probability of that (Platt 1999).
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ink/strokes.hpp"

namespace mllab::sketches {

// What a drawing looks like without regard to what it shows. Place and size change nothing.
struct InkLook {
    float length = 0;   // of all ink, in longer sides of its box
    float strokes = 0;  // how many
    // Mean distance of a stroke's two ends from the nearest other ink, or from each other where that is less; in longer
    // sides, 1 at most. And the same of the last end, where the pen is or was last.
    float loose_ends = 0;
    float last_end = 0;
};

// `drawing` has finite coordinates (ink::without_broken_points). All 0 where nothing is drawn.
[[nodiscard]] InkLook look_of(const ink::Strokes& drawing);

// What the regression is about: the entropy of the probabilities (in nats, at the card's temperature), the logarithms
// of length and number of strokes, the loose ends, the last end; each of them, and each product of two.
inline constexpr std::array<std::string_view, 5> hint_names{"entropy", "ink", "strokes", "loose_ends", "last_end"};
inline constexpr std::size_t confidence_terms = 1 + hint_names.size() + hint_names.size() * (hint_names.size() + 1) / 2;
using ConfidenceTerms = std::array<double, confidence_terms>;

// The first is 1. Out of what validation drawings show the hints stay at the border.
[[nodiscard]] ConfidenceTerms confidence_terms_of(std::span<const float> probabilities, const InkLook& look);

// A weight for each term, by the names that the card's decision has for them: "sure", "sure_entropy",
// "sure_entropy_ink" …
[[nodiscard]] std::vector<std::string> confidence_names();

// Of the best guess, from 0 to 1. `weights`: as many as there are terms, or std::invalid_argument.
[[nodiscard]] float confidence(const ConfidenceTerms& terms, std::span<const float> weights);

// The temperature at which the largest of the softmax is `confidence`, as near as 0.05 to 20 allow: a temperature
// changes how sure the guesses are, never their order.
[[nodiscard]] float temperature_for(std::span<const float> logits, float confidence);

}  // namespace mllab::sketches
