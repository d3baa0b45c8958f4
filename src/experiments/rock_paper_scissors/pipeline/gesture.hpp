// The three gestures of the game.
#pragma once

#include <cstddef>
#include <cstdint>

namespace mllab::rock_paper_scissors {

enum class Gesture : std::uint8_t { rock, paper, scissors };
inline constexpr std::size_t gesture_count = 3;

// "rock", "paper", "scissors".
[[nodiscard]] constexpr const char* name(Gesture gesture) {
    switch (gesture) {
        case Gesture::rock:
            return "rock";
        case Gesture::paper:
            return "paper";
        case Gesture::scissors:
            break;
    }
    return "scissors";
}

}  // namespace mllab::rock_paper_scissors
