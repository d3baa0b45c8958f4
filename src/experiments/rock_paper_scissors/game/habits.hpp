// What the visitor usually does next: a Markov model of variable order over what he did and how it ended. Contexts of
// the last three, two, one and no rounds are counted and blended from the shortest to the longest as in PPM (Cleary,
// Witten 1984; escape method C, Moffat 1990; known as Witten-Bell smoothing): the less a context has been seen, the
// more the shorter one counts. Counts fade, so that a changed habit is noticed.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "experiments/rock_paper_scissors/game/rules.hpp"

namespace mllab::rock_paper_scissors {

class Habits {
 public:
    static constexpr std::size_t longest_context = 3;
    using Distribution = std::array<double, gesture_count>;

    Habits();
    void learn(Gesture visitor, Outcome outcome);

    // Probabilities of the visitor's next gesture.
    [[nodiscard]] Distribution expected() const;
    // The likeliest one; none while no gesture is likelier than both others.
    [[nodiscard]] std::optional<Gesture> guess() const;
    [[nodiscard]] std::size_t rounds() const { return rounds_; }

 private:
    // The place in the table of this order of the last `order` rounds.
    [[nodiscard]] std::size_t context(std::size_t order) const;

    std::array<std::vector<Distribution>, longest_context + 1> counts_;
    std::array<std::size_t, longest_context> past_{};  // newest first: gesture and outcome as one number
    std::size_t rounds_ = 0;
};

}  // namespace mllab::rock_paper_scissors
