// The whole game over time: the computer's hand is sealed, three beats are counted, the visitor's hand is read, and
// both are shown. No camera, no page: answers and times come from outside, times are those of the host's clock, and the
// next hand of the computer never sees them.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "experiments/rock_paper_scissors/game/gesture_lock.hpp"
#include "experiments/rock_paper_scissors/game/habits.hpp"
#include "experiments/rock_paper_scissors/game/match.hpp"

namespace mllab::rock_paper_scissors {

enum class Opponent : std::uint8_t { fair, learner };

// Where the visitor's hand is to be seen at this moment.
enum class Source : std::uint8_t {
    none,    // nowhere: he may pick a picture, or press a button
    still,   // in a picture
    camera,  // in one frame after the other
};

// Why a round did not count, and is to be played again.
enum class Trouble : std::uint8_t { none, no_picture, no_hand, unsure, source_gone, stopped };

class Game {
 public:
    static constexpr int beats = 3;
    static constexpr double beat_ms = 800;

    enum class Phase : std::uint8_t {
        waiting,   // for somebody to play
        counting,  // three, two, one
        looking,   // at the visitor's hand
        revealed,  // both hands are shown; the next round may begin
    };

    // `secrets`: 128 random bits as 32 hexadecimal digits, new ones with every call.
    explicit Game(std::function<std::string()> secrets);

    // Counts down to the next round; after the end of a match to the first one of the next.
    void play(double now_ms);
    // The round under way does not count. Its sealed hand stays for the next attempt.
    void stop();
    // Both begin a new match, and neither does anything while a round is under way.
    void choose_opponent(Opponent opponent);
    void choose_best_of(int best_of);  // one of 1, 3, 5; another one changes nothing

    // An answer about a frame of the camera, which was taken at `taken_ms`.
    void see(const Sight& sight, double taken_ms, double now_ms);
    // What the picture shows that the visitor gave. Counts while he is looked at, else it is ignored.
    void see_picture(const Sight& sight, double now_ms);
    // The visitor shows his hand by a button: at once, or at the end of the countdown.
    void press(Gesture gesture, double now_ms);
    // Time passes. True while something moves by itself.
    bool advance(double now_ms, Source source);

    [[nodiscard]] Phase phase() const { return phase_; }
    [[nodiscard]] bool under_way() const { return phase_ == Phase::counting || phase_ == Phase::looking; }
    [[nodiscard]] Trouble trouble() const { return trouble_; }  // with the last attempt
    // 3, 2, 1 while counting.
    [[nodiscard]] int beat(double now_ms) const;
    // How far this beat has gone, 0 to 1.
    [[nodiscard]] double beat_share(double now_ms) const;
    [[nodiscard]] double revealed_ms() const { return revealed_ms_; }

    [[nodiscard]] Opponent opponent() const { return opponent_; }
    [[nodiscard]] const Match& match() const { return match_; }
    // The last round of this match; nullptr before there is one.
    [[nodiscard]] const Round* last() const { return match_.rounds().empty() ? nullptr : &match_.rounds().back(); }
    // The seal of the computer's next hand; the hand itself is nobody's business before the round.
    [[nodiscard]] std::string next_seal() const { return next_.commitment(); }
    [[nodiscard]] std::size_t next_round() const { return next_.round; }
    [[nodiscard]] const Habits& habits() const { return habits_; }

 private:
    void seal_next();
    void give_up(Trouble trouble);
    void reveal(Gesture visitor, ShownBy shown_by, double now_ms);
    void take_verdict(double now_ms);

    std::function<std::string()> secrets_;
    Opponent opponent_ = Opponent::fair;
    Match match_{3};
    Habits habits_;
    std::size_t round_ = 1;
    Seal next_;
    Phase phase_ = Phase::waiting;
    Trouble trouble_ = Trouble::none;
    Source source_ = Source::none;
    double began_ms_ = 0;
    double revealed_ms_ = 0;
    std::optional<Gesture> pressed_;  // waits for the end of the countdown
    std::optional<GestureLock> lock_;
};

}  // namespace mllab::rock_paper_scissors
