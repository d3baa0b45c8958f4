// Sketches without their looks: what every sketchpad does, the game, and the word that somebody picked from
// the list of categories.
#pragma once

#include <string>

#include "experiments/sketches/view/game.hpp"
#include "experiments/sketchpad/controller.hpp"

namespace mllab::sketches {

class Controller final : public sketchpad::Controller {
 public:
    Controller(platform::Host& host, const platform::Launch& launch);

    bool advance(double now_ms, bool reduced_motion) override;

    [[nodiscard]] const Game& game() const { return game_; }
    // The word to draw: "cat". Not to be asked while there is none.
    [[nodiscard]] const std::string& word() const { return categories()[game_.round().word]; }
    // The words of the game that were guessed, or were not: "cat, The Eiffel Tower".
    [[nodiscard]] std::string words(bool guessed) const;

 protected:
    bool act(const platform::Command& command) override;
    void add_actions(std::vector<platform::Action>& actions) const override;
    void add_to(platform::Result& result) const override;
    void answered() override;
    void pen_comes_down() override;
    [[nodiscard]] bool examples_allowed() const override { return !game_.playing(); }
    void play_example(std::size_t index) override;

 private:
    [[nodiscard]] const std::vector<std::string>& categories() const { return answering().chosen().card().labels; }
    static experiments::ActionTable<Controller> table();
    void toggle_game();
    void pick(const std::string& category);
    // A word is to be drawn, or was just now.
    [[nodiscard]] bool at_a_word() const;
    // Does something with the game; a new word gets an empty pad.
    template <typename Move>
    void moved(const Move& move);
    // What the game says, or else the sentence.
    [[nodiscard]] std::string text_of(const std::string& sentence) const;

    Game game_;
};

}  // namespace mllab::sketches
