#include "experiments/rock_paper_scissors/game/match.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace mllab::rock_paper_scissors {

Match::Match(int best_of) : best_of_(best_of) {
    if (best_of < 1 || best_of % 2 == 0) throw std::invalid_argument("a match is the best of an odd number of rounds");
}

void Match::add(Round round) {
    if (over()) throw std::logic_error("the match is over");
    rounds_.push_back(std::move(round));
}

int Match::count(Outcome outcome) const {
    return static_cast<int>(std::ranges::count(rounds_, outcome, &Round::outcome));
}

bool Match::over() const { return std::max(count(Outcome::win), count(Outcome::lose)) > best_of_ / 2; }

}  // namespace mllab::rock_paper_scissors
