// What the game says, for people.
#pragma once

#include <string>

#include "experiments/rock_paper_scissors/game/game.hpp"

namespace mllab::rock_paper_scissors {

// "You: paper, computer: rock. You win. 2 to 1."; at the end of a match also who won it.
[[nodiscard]] std::string round_text(const Match& match);
// What the computer expected, and what it made of that: "It expected rock (62 %) and played paper."; empty where it
// expected nothing.
[[nodiscard]] std::string guess_text(const Seal& seal);
// Why the last attempt did not count, and what to do; empty if it did.
[[nodiscard]] std::string trouble_text(Trouble trouble);
// "2 to 1", the visitor's wins first.
[[nodiscard]] std::string score_text(const Match& match);

}  // namespace mllab::rock_paper_scissors
