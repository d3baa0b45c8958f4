// The two computers that one can play against. Both draw their hand before the round, from what happened before it and
// from nothing else.
#pragma once

#include <string>

#include "experiments/rock_paper_scissors/game/habits.hpp"
#include "experiments/rock_paper_scissors/game/seal.hpp"

namespace mllab::rock_paper_scissors {

// Of the learner's rounds in which it has a guess, one in so many is drawn by lot: whoever always does what he is
// expected to do would be easy to read himself.
inline constexpr std::size_t explores_one_in = 10;

// Rock, paper and scissors alike.
[[nodiscard]] Seal draw_fair(std::string secret, std::size_t round);
// What beats the visitor's likeliest gesture; by lot while nothing is likely, and now and then besides.
[[nodiscard]] Seal draw_against(const Habits& habits, std::string secret, std::size_t round);

}  // namespace mllab::rock_paper_scissors
