#include "experiments/text_generation/pipeline/outlook.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "experiments/text_generation/pipeline/repetition.hpp"

namespace mllab::text_generation {

void KeptLogits::add(std::span<const float> logits) {
    if (logits.size() % characters_ != 0)
        throw std::invalid_argument("a character has a logit for each of the alphabet");
    logits_.insert(logits_.end(), logits.begin(), logits.end());
    // An eighth more than is looked at, so that it is seldom moved.
    const std::size_t kept = logits_.size() / characters_;
    if (kept <= least + least / 8) return;
    logits_.erase(logits_.begin(), logits_.begin() + static_cast<std::ptrdiff_t>((kept - least) * characters_));
    first_ += kept - least;
}

void KeptLogits::cut(std::size_t size) {
    if (size < first_) logits_.clear();
    first_ = std::min(first_, size);
    logits_.resize(std::min(logits_.size(), (size - first_) * characters_));
}

std::span<const float> KeptLogits::of(std::size_t at) const {
    if (at < first_ || at - first_ >= logits_.size() / characters_) return {};
    return std::span(logits_).subspan((at - first_) * characters_, characters_);
}

Outlook outlook(std::span<const float> logits, std::span<const std::int64_t> before,
                const core::SamplingSettings& settings) {
    const auto penalties = penalties_for_repeats(before, logits.size(), settings.repetition_penalty);
    Outlook result{.candidates = core::candidates(logits, settings, penalties), .whole = true};
    result.allowed =
        static_cast<std::size_t>(std::ranges::count_if(result.candidates, [](const auto& c) { return c.chance > 0; }));
    return result;
}

Outlook outlook(const Character& character, std::size_t characters, std::span<const std::int64_t> before,
                const core::SamplingSettings& settings) {
    std::vector<float> logits(characters, -std::numeric_limits<float>::infinity());
    // A probability that was rounded to 0 belongs to something that came all the same.
    const auto known = [&](const Likely& likely) {
        logits.at(likely.token) = std::log(std::max(likely.p, std::numeric_limits<float>::min()));
    };
    known(character.chosen);
    for (const Likely& likely : std::span(character.best).first(character.best_count)) known(likely);
    Outlook result = outlook(logits, before, settings);
    std::erase_if(result.candidates, [&](const core::Candidate& c) { return std::isinf(logits[c.index]); });
    result.whole = false;
    return result;
}

}  // namespace mllab::text_generation
