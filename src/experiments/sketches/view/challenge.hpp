// “Beat 4 of 6”: the words of a game and what somebody reached with them, as a text that may stand in an address.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mllab::sketches {

struct Challenge {
    std::size_t score = 0;
    std::vector<std::size_t> words{};  // categories, none twice
    bool operator==(const Challenge&) const = default;
};

// "4.17.3.250.9.128.77": the score, then the words by their places among the categories.
[[nodiscard]] std::string text_of(const Challenge& challenge);

// Nothing where the text is none that `text_of` could have written of a game with these categories: any text at all may
// be asked for.
[[nodiscard]] std::optional<Challenge> challenge_from(std::string_view text, std::size_t categories);

}  // namespace mllab::sketches
