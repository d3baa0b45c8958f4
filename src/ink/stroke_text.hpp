// A drawing as a short text that may stand in an address: letters, digits, "-" and "_" only. Lossy, by less than
// anybody sees: points are thinned out (Douglas, Peucker 1973) and rounded.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ink/strokes.hpp"

namespace mllab::ink {

inline constexpr std::size_t longest_stroke_text = 32'768;  // characters; longer ones are not read

// Coordinates in 0..`side`; what is outside is moved to the border. Every point of the drawing lies within side / 400
// of what the text says; times are rounded to 10 ms and capped at ten minutes. A sketch of five seconds takes some 500
// characters. Empty for an empty drawing. Throws std::invalid_argument on a side that is not positive.
[[nodiscard]] std::string text_of(std::span<const Stroke> strokes, float side);

// With points at most side / 128 apart, as a hand leaves them: what reads a drawing may look at its points. Nothing
// where the text is none that `text_of` could have written, is longer than `longest_stroke_text`, or says more ink than
// anybody draws: any text at all may be asked for. Throws std::invalid_argument on a side that is not positive.
[[nodiscard]] std::optional<Strokes> strokes_from(std::string_view text, float side);

}  // namespace mllab::ink
