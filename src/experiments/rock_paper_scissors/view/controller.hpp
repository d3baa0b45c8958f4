// Rock, paper, scissors without its looks: what the network sees of the visitor's hand, the game, what is said of both,
// and what the visitor can do.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "experiments/common/action_table.hpp"
#include "experiments/rock_paper_scissors/game/game.hpp"
#include "experiments/rock_paper_scissors/view/seeing.hpp"

namespace mllab::rock_paper_scissors {

// 128 random bits of the browser's or the system's, as 32 hexadecimal digits.
[[nodiscard]] std::string random_secret();

class Controller {
 public:
    // Throws; see viewfinder::Watching.
    Controller(platform::Host& host, const platform::Launch& launch,
               std::function<std::string()> secrets = random_secret);
    // What the model is asked knows this object by its address.
    Controller(const Controller&) = delete;
    Controller& operator=(const Controller&) = delete;
    ~Controller() = default;

    // Loads the model. To be called once.
    void start();
    void command(const platform::Command& command);
    void picture(image::RgbaImage picture, const std::string& name);
    // Takes up what has come: frames, answers, the model.
    void update();
    // Time passes. True while something moves by itself.
    bool advance();
    [[nodiscard]] platform::PageState page() const;

    [[nodiscard]] const Game& game() const { return game_; }
    [[nodiscard]] const viewfinder::Watching<Seeing>& watching() const { return watching_; }
    [[nodiscard]] const viewfinder::Reading<Seeing>* reading() const { return watching_.reading(); }
    [[nodiscard]] bool looking_inside() const { return looking_inside_; }
    // Where the visitor's hand is to be seen at this moment. A picture that was played is not played again.
    [[nodiscard]] Source source() const;
    // What the game or the network says.
    [[nodiscard]] std::string text() const;

 private:
    [[nodiscard]] static experiments::ActionTable<Controller> table();
    // The gesture that is seen, by its name; empty where there is none.
    [[nodiscard]] std::string value() const;
    [[nodiscard]] std::string live_text() const;
    void settle();
    void show_hand();
    void note_what_the_game_says();
    void note_live_answer();
    void sound(int beat);
    void store(const char* name, std::string value);

    platform::Host& host_;
    Game game_;
    bool sound_ = false;
    bool looking_inside_ = false;
    std::uint64_t seen_ = 0;      // the revision of the answer that the game saw last
    bool picture_waits_ = false;  // it came after the camera was on, and was not played yet

    // As it was when it was looked at last.
    Game::Phase phase_ = Game::Phase::waiting;
    std::size_t round_ = 1;
    int beat_ = 0;
    std::uint64_t game_source_ = 0;  // Sources::since when the game said something last

    // The live answer in words. It stays until another one has lasted, so that nobody is flooded with words.
    std::string spoken_;
    std::optional<std::size_t> said_;  // which answer these words are: a gesture, no hand, or neither
    std::optional<std::size_t> live_;  // which one is seen now
    std::uint64_t live_source_ = 0;
    double live_since_ms_ = 0;

    viewfinder::Watching<Seeing> watching_;  // last: its coroutine uses the others
};

}  // namespace mllab::rock_paper_scissors
