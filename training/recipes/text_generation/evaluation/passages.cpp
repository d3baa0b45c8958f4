#include "training/recipes/text_generation/evaluation/passages.hpp"

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace mllab::text_generation_evaluation {

namespace {

std::string bare(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    for (const char c : text) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            plain += c;
        } else if (c >= 'A' && c <= 'Z') {
            plain += static_cast<char>(c - 'A' + 'a');
        } else if (!plain.ends_with(' ')) {
            plain += ' ';
        }
    }
    return plain;
}

// Calls `visit(hash, at)` for each passage: a polynomial in the passage's characters, modulo 2^64, that is rolled from
// one to the next (Karp and Rabin 1987).
template <typename Visit>
void each_passage(std::string_view text, std::size_t length, const Visit& visit) {
    constexpr std::uint64_t base = 0x9E3779B97F4A7C15U;
    if (text.size() < length) return;
    const auto code = [&](std::size_t i) { return static_cast<std::uint64_t>(static_cast<unsigned char>(text[i])); };
    std::uint64_t highest = 1;
    for (std::size_t i = 1; i < length; ++i) highest *= base;
    std::uint64_t hash = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i >= length) hash -= code(i - length) * highest;
        hash = hash * base + code(i);
        if (i + 1 >= length) visit(hash, i + 1 - length);
    }
}

struct Place {
    std::uint64_t hash = 0;
    std::size_t at = 0;
};

}  // namespace

SharedPassages shared_passages(std::string_view text, std::string_view other, std::size_t length) {
    if (length == 0) throw std::invalid_argument("a passage has one character or more");
    const std::string mine = bare(text);
    const std::string theirs = bare(other);
    std::vector<Place> places;
    each_passage(mine, length, [&](std::uint64_t hash, std::size_t at) { places.push_back({hash, at}); });
    std::ranges::sort(places, {}, &Place::hash);
    std::vector<bool> found(mine.size());
    each_passage(theirs, length, [&](std::uint64_t hash, std::size_t at) {
        // Two passages may have one hash: their characters decide.
        for (const Place& place : std::ranges::equal_range(places, hash, {}, &Place::hash))
            if (mine.compare(place.at, length, theirs, at, length) == 0) found[place.at] = true;
    });
    SharedPassages result{.passages = static_cast<std::int64_t>(places.size())};
    for (std::size_t at = 0; at < found.size(); ++at) {
        if (!found[at]) continue;
        if (result.shared++ == 0) result.first = mine.substr(at, length);
    }
    return result;
}

}  // namespace mllab::text_generation_evaluation
