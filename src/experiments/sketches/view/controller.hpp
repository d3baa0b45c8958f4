// Sketches without their looks: what every drawing experiment does, the game, and the word that somebody picked from
// the list of categories.
#pragma once

#include <string>

#include "experiments/drawing/controller.hpp"
#include "experiments/sketches/view/game.hpp"

namespace mllab::sketches {

class Controller final : public drawing::Controller {
 public:
    Controller(platform::Host& host, const platform::Launch& launch);

    bool advance(double now_ms, bool reduced_motion) override;

    [[nodiscard]] const Game& game() const { return game_; }
    // The word to draw: "cat". Not to be asked while there is none.
    [[nodiscard]] const std::string& word() const { return categories()[game_.round().word]; }
    // The words of the game that were guessed, or were not: "cat, The Eiffel Tower".
    [[nodiscard]] std::string words(bool guessed) const;

 protected:
    bool act(const std::string& id, const std::string& argument) override;
    void add_actions(std::vector<platform::Action>& actions) const override;
    void add_to(platform::Result& result) const override;
    void answered() override;
    void pen_comes_down() override;
    [[nodiscard]] bool examples_allowed() const override { return !game_.playing(); }

 private:
    [[nodiscard]] const std::vector<std::string>& categories() const { return answering().chosen().card.labels; }
    void toggle_game();
    void pick(const std::string& category);
    // Does something with the game; a new word gets an empty pad.
    template <typename Move>
    bool moved(const Move& move);
    [[nodiscard]] std::string told(const std::string& sentence) const;

    Game game_;
    bool warned_ = false;
};

}  // namespace mllab::sketches
