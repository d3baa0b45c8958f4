// Whether a text that tests a network stands in what the network was trained on: passages that both have.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mllab::text_generation_evaluation {

struct SharedPassages {
    std::int64_t passages = 0;  // of the text: one begins at each of its characters but the last ones
    std::int64_t shared = 0;    // of them, those that the other text has as well
    std::string first{};        // the first of those
};

// Compares passages of `length` characters, at least one. What differs only in upper and lower case, in punctuation or
// in where lines end counts as the same: before anything is compared both texts are brought to small letters and digits
// of ASCII, and whatever stands between them to one space. Time and memory grow with the sum of both lengths. Throws
// std::invalid_argument on a length of 0.
[[nodiscard]] SharedPassages shared_passages(std::string_view text, std::string_view other, std::size_t length);

}  // namespace mllab::text_generation_evaluation
