// Odd or even: from what was typed to a network's input, and from its output to an answer. Pure: the trainer links it,
// too.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/tensor.hpp"

namespace mllab::odd_or_even {

using Number = std::uint16_t;
inline constexpr std::size_t bits = 16;

// None where there is no number from 0 to 65535.
[[nodiscard]] std::optional<Number> number_in(const std::string& typed);

// The network's input "image": the numbers' bits as float32 [N, 16], lowest first.
[[nodiscard]] core::Tensor encode(std::span<const Number> numbers);

struct Answer {
    bool odd = false;
    float p = 0;  // of the answer
};
// From the output "logits" [N, 2]: even, odd. Throws std::invalid_argument on another shape.
[[nodiscard]] std::vector<Answer> decode(const core::Tensor& logits);

// "7 is odd (98.2 % sure)."
[[nodiscard]] std::string message(Number number, const Answer& answer);

}  // namespace mllab::odd_or_even
