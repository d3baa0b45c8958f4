// Odd or even: from what was typed to a network's input, and from its output to an answer. Pure: the trainer links it,
// too.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/tensor.hpp"

namespace mllab::odd_or_even {

inline constexpr std::size_t bits = 16;

// The number's bits as float32 [1, 16], lowest first; none where there is no number from 0 to 65535.
[[nodiscard]] std::optional<core::Tensor> encode(const std::string& typed);

struct Answer {
    bool odd = false;
    float p = 0;  // of the answer
};
// From one logit: above 0 is odd.
[[nodiscard]] Answer decode(float logit);

// "7 is odd (98.2 % sure)."
[[nodiscard]] std::string message(const std::string& typed, const Answer& answer);

}  // namespace mllab::odd_or_even
