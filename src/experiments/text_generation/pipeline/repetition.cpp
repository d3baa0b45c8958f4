#include "experiments/text_generation/pipeline/repetition.hpp"

#include <algorithm>

namespace mllab::text_generation {

std::vector<float> penalties_for_repeats(std::span<const std::int64_t> text, std::size_t characters, float penalty) {
    if (text.size() > repeats_seen) text = text.last(repeats_seen);
    if (penalty == 0 || text.size() < repeated_run) return {};
    const auto end = text.last(repeated_run - 1);
    std::vector<float> penalties;
    for (std::size_t at = 0; at + repeated_run <= text.size(); ++at) {
        if (!std::ranges::equal(text.subspan(at, repeated_run - 1), end)) continue;
        penalties.resize(characters);
        penalties.at(static_cast<std::size_t>(text[at + repeated_run - 1])) += penalty;
    }
    return penalties;
}

}  // namespace mllab::text_generation
