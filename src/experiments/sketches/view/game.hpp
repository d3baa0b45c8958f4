// "Draw me a …": six words of twenty seconds each, drawn by lot; a word counts when it is the network's best guess in
// time. Also a single word without clock and score, for whoever picks one. The rules alone: no pad, no page; times are
// those of the frame's clock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace mllab::sketches {

class Game {
 public:
    static constexpr std::size_t rounds = 6;
    static constexpr double round_ms = 20'000;
    static constexpr double outcome_ms = 2'500;  // how long a round's outcome is shown
    static constexpr double warning_ms = 10'000;
    static constexpr double warning_shown_ms = 1'500;

    enum class Phase : std::uint8_t {
        off,
        word,     // there is one to draw
        outcome,  // it was guessed, or the time is up
        over,     // after the last round
    };
    struct Round {
        std::size_t word = 0;  // a category
        bool done = false;
        bool guessed = false;
        double took_ms = 0;  // once it is done
    };

    // Begins anew, with words out of `categories` (two or more), none twice. The seed decides which.
    void start(std::size_t categories, std::uint64_t seed, double now_ms);
    // The same with words that somebody else had: categories, one or more.
    void start(const std::vector<std::size_t>& words, double now_ms);
    // One word, without clock and score.
    void wish(std::size_t word);
    void stop() { phase_ = Phase::off; }
    // The word of this round does not count; the next one begins. Where an outcome is shown, only the latter.
    void skip(double now_ms);
    // The best guess at this moment.
    void guess(std::size_t category, double now_ms);
    // Time passes. While the pen is down an outcome stays, so that nobody's stroke is torn in two.
    void advance(double now_ms, bool pen_down);

    [[nodiscard]] Phase phase() const { return phase_; }
    [[nodiscard]] bool playing() const { return timed_ && (phase_ == Phase::word || phase_ == Phase::outcome); }
    [[nodiscard]] bool timed() const { return timed_; }
    // The round under way, or the last one. Not to be asked in the phase `off`.
    [[nodiscard]] const Round& round() const { return rounds_[at_]; }
    [[nodiscard]] std::size_t number() const { return at_ + 1; }
    [[nodiscard]] const std::vector<Round>& all_rounds() const { return rounds_; }
    [[nodiscard]] std::size_t score() const;
    // Until the time of this word is up.
    [[nodiscard]] double left_ms(double now_ms) const;
    // That the guessed word took.
    [[nodiscard]] double took_ms() const { return round().took_ms; }
    // So many rounds are done.
    [[nodiscard]] std::size_t done() const;
    // Half the time is gone, just now.
    [[nodiscard]] bool warns(double now_ms) const;

 private:
    void next_round(double now_ms);
    void finish(bool guessed, double now_ms);

    Phase phase_ = Phase::off;
    bool timed_ = false;
    std::vector<Round> rounds_;
    std::size_t at_ = 0;
    double began_ms_ = 0;
    double ended_ms_ = 0;
};

}  // namespace mllab::sketches
