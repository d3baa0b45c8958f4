// A way out of loops. At low temperatures a network soon writes what it has just written, because that makes it
// likelier still: "the prince of the prince of the prince of …". So what would complete a run of characters that is in
// the text already becomes less likely, each time a little more. A penalty on n-grams, softer than forbidding them
// (Paulus, Xiong, Socher 2017) and on runs instead of single tokens (Keskar and others 2019), for names and turns of
// phrase do come again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace mllab::text_generation {

inline constexpr std::size_t repeated_run = 8;      // characters: "KING RIC", "of the p"
inline constexpr std::size_t repeats_seen = 2'000;  // only those in the last so many characters count
// Nats for each time that the run is there. The least that ends every loop that we found; more spoils spelling.
inline constexpr float usual_penalty = 1;
// Below this temperature loops come soon.
inline constexpr float low_temperature = 0.5F;

// What to take off each character's logit: `penalty` nats for each place among the last `repeats_seen` of `text` where
// it followed the same `repeated_run` - 1 characters with which `text` ends. Empty where nothing is to be taken off.
// `text`: tokens from 0 to `characters` - 1.
[[nodiscard]] std::vector<float> penalties_for_repeats(std::span<const std::int64_t> text, std::size_t characters,
                                                       float penalty);

}  // namespace mllab::text_generation
