// A match: best of one, three or five rounds. A draw counts for nobody.
#pragma once

#include <optional>
#include <vector>

#include "experiments/rock_paper_scissors/game/rules.hpp"
#include "experiments/rock_paper_scissors/game/seal.hpp"

namespace mllab::rock_paper_scissors {

enum class ShownBy : std::uint8_t { camera, picture, button };  // how the visitor's hand came

struct Round {
    Gesture visitor = Gesture::rock;
    ShownBy shown_by = ShownBy::camera;
    Outcome outcome = Outcome::draw;
    Seal seal{};  // the computer's hand, and what proves when it was drawn
};

class Match {
 public:
    // `best_of`: an odd number. Throws std::invalid_argument otherwise.
    explicit Match(int best_of);

    // Throws std::logic_error if the match is over.
    void add(Round round);

    [[nodiscard]] int best_of() const { return best_of_; }
    [[nodiscard]] const std::vector<Round>& rounds() const { return rounds_; }
    [[nodiscard]] int count(Outcome outcome) const;
    [[nodiscard]] bool over() const;
    // Not to be asked before the match is over.
    [[nodiscard]] bool won() const { return count(Outcome::win) > count(Outcome::lose); }

 private:
    int best_of_;
    std::vector<Round> rounds_;
};

}  // namespace mllab::rock_paper_scissors
