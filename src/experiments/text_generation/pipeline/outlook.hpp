// What could stand at a place of a text under the settings of this moment: the numbers that the sampler would draw from
// there, without asking the network again. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/sampling.hpp"
#include "experiments/text_generation/pipeline/character.hpp"

namespace mllab::text_generation {

// The logits of the newest characters of a text; of what is older only what Character has.
class KeptLogits {
 public:
    // Of so many characters at least; 97 characters in the alphabet make that 4 MB.
    static constexpr std::size_t least = 10'000;

    // `characters`: in the alphabet.
    explicit KeptLogits(std::size_t characters) : characters_(characters) {}

    // As many for each new character of the text as the alphabet has. Throws std::invalid_argument if they do not come
    // out even.
    void add(std::span<const float> logits);
    // The text ends after `size` characters from now on.
    void cut(std::size_t size);
    // What the character number `at` was chosen from; empty where it is not kept.
    [[nodiscard]] std::span<const float> of(std::size_t at) const;

 private:
    std::size_t characters_;
    std::size_t first_ = 0;  // the number of the first that is kept
    std::vector<float> logits_;
};

struct Outlook {
    // The likeliest by the network first, with their chances under the settings; all of the alphabet, or those that are
    // still known.
    std::vector<core::Candidate> candidates;
    std::size_t allowed = 0;  // so many of them have a chance
    bool whole = false;       // all of the alphabet
};

// `logits`: of the place; `before`: the tokens that stand before it, with those of the prompt and the start, as many of
// them as repetition.hpp looks at. Throws as core::candidates.
[[nodiscard]] Outlook outlook(std::span<const float> logits, std::span<const std::int64_t> before,
                              const core::SamplingSettings& settings);
// The same from what a character knows of itself, as if nothing else could have come.
[[nodiscard]] Outlook outlook(const Character& character, std::size_t characters, std::span<const std::int64_t> before,
                              const core::SamplingSettings& settings);

}  // namespace mllab::text_generation
