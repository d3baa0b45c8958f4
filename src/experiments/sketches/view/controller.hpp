// Sketches without their looks: what every sketchpad does, the game with what is left of it, a friend's challenge, and
// the word that somebody picked from the list of categories.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiments/sketches/view/challenge.hpp"
#include "experiments/sketches/view/game.hpp"
#include "experiments/sketches/view/game_card.hpp"
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
    // What a link asked to beat, until another game begins.
    [[nodiscard]] const std::optional<Challenge>& challenge() const { return challenge_; }
    // "Beat 4 of 6". Not to be asked without a challenge.
    [[nodiscard]] std::string to_beat() const;

 protected:
    bool act(const platform::Command& command) override;
    void add_actions(std::vector<platform::Action>& actions) const override;
    void add_to(platform::Result& result) const override;
    [[nodiscard]] std::map<std::string, std::string> kept() const override;
    void answered() override;
    void pen_comes_down() override;
    [[nodiscard]] bool examples_allowed() const override { return !game_.playing(); }
    void play_example(std::size_t index) override;
    void play_trick(std::size_t index) override;

 private:
    [[nodiscard]] const std::vector<std::string>& categories() const { return answering().chosen().card().labels; }
    static experiments::ActionTable<Controller> table();
    void toggle_game();
    void pick(const std::string& category);
    // The rounds that are done since this was asked last: what is on the pad was drawn for them.
    void note_rounds();
    [[nodiscard]] bool game_over() const { return game_.phase() == Game::Phase::over; }
    void save_card();
    void share_challenge();
    // How the score compares with that of the challenge.
    [[nodiscard]] std::string comparison() const;
    // A word is to be drawn, or was just now.
    [[nodiscard]] bool at_a_word() const;
    // Does something with the game; a new word gets an empty pad.
    template <typename Move>
    void moved(const Move& move) {
        const auto now = [this] { return std::pair(game_.phase(), game_.number()); };
        const auto before = now();
        move();
        note_rounds();
        if (now() != before && game_.phase() == Game::Phase::word) clear();
    }
    // What the game says, or else the sentence.
    [[nodiscard]] std::string text_of(const std::string& sentence) const;

    Game game_;
    std::vector<CardRound> drawn_;  // of the rounds of this game that are done
    std::optional<Challenge> challenge_;
    bool challenge_accepted_ = false;  // this game is that of the challenge
    bool broken_challenge_ = false;    // until something is on the pad
};

}  // namespace mllab::sketches
