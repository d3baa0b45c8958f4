// The rules: paper beats rock, scissors beat paper, rock beats scissors. Outcomes are the visitor's.
#pragma once

#include "experiments/rock_paper_scissors/pipeline/gesture.hpp"

namespace mllab::rock_paper_scissors {

enum class Outcome : std::uint8_t { win, lose, draw };
inline constexpr std::size_t outcome_count = 3;

// What beats it.
[[nodiscard]] constexpr Gesture counter_to(Gesture gesture) {
    return static_cast<Gesture>((static_cast<std::size_t>(gesture) + 1) % gesture_count);
}

[[nodiscard]] constexpr Outcome outcome_of(Gesture visitor, Gesture computer) {
    if (visitor == computer) return Outcome::draw;
    return visitor == counter_to(computer) ? Outcome::win : Outcome::lose;
}

}  // namespace mllab::rock_paper_scissors
