#include "experiments/rock_paper_scissors/game/opponent.hpp"

#include <utility>

namespace mllab::rock_paper_scissors {

namespace {

Gesture by_lot(const Seal& seal) { return static_cast<Gesture>(HashDice(seal.lot()).below(gesture_count)); }

}  // namespace

Seal draw_fair(std::string secret, std::size_t round) {
    Seal seal{.secret = std::move(secret), .round = round};
    seal.hand = by_lot(seal);
    return seal;
}

Seal draw_against(const Habits& habits, std::string secret, std::size_t round) {
    const auto guess = habits.guess();
    if (!guess) return draw_fair(std::move(secret), round);
    Seal seal{.secret = std::move(secret), .round = round};
    seal.guess = guess;
    seal.guess_p = habits.expected()[static_cast<std::size_t>(*guess)];
    // Dice of their own: what the lot gives is the same whoever draws it, and checked in the same way.
    seal.by_lot = HashDice(seal.lot() + "/explore").below(explores_one_in) == 0;
    seal.hand = seal.by_lot ? by_lot(seal) : counter_to(*guess);
    return seal;
}

}  // namespace mllab::rock_paper_scissors
