#include "experiments/sketches/view/challenge.hpp"

#include <algorithm>
#include <charconv>

#include "experiments/sketches/view/game.hpp"

namespace mllab::sketches {

namespace {

constexpr std::size_t longest = 64;  // characters
constexpr char between = '.';

}  // namespace

std::string text_of(const Challenge& challenge) {
    std::string text = std::to_string(challenge.score);
    for (const std::size_t word : challenge.words) text += between + std::to_string(word);
    return text;
}

std::optional<Challenge> challenge_from(std::string_view text, std::size_t categories) {
    if (text.size() > longest) return std::nullopt;
    std::vector<std::size_t> numbers;
    for (const char* at = text.data(); at != text.data() + text.size();) {
        const char* const end = text.data() + text.size();
        const auto [next, error] = std::from_chars(at, end, numbers.emplace_back());
        const bool more = next != end && *next == between && next + 1 != end;
        if (error != std::errc() || (next != end && !more)) return std::nullopt;
        at = more ? next + 1 : end;
    }
    if (numbers.size() != 1 + std::min(Game::rounds, categories)) return std::nullopt;
    Challenge challenge{.score = numbers.front(), .words = {numbers.begin() + 1, numbers.end()}};
    std::vector<std::size_t> sorted = challenge.words;
    std::ranges::sort(sorted);
    const bool twice = std::ranges::adjacent_find(sorted) != sorted.end();
    if (challenge.score > challenge.words.size() || twice || sorted.back() >= categories) return std::nullopt;
    return challenge;
}

}  // namespace mllab::sketches
