// The rules of “Draw me a …”, by the clock that the test turns.
#include <algorithm>
#include <catch_amalgamated.hpp>
#include <set>

#include "experiments/sketches/view/game.hpp"

using mllab::sketches::Game;
using Phase = Game::Phase;

namespace {

constexpr std::size_t categories = 345;
constexpr std::size_t nothing = categories;  // a guess that is never the word

}  // namespace

TEST_CASE("A game has six different words, and the seed alone decides which") {
    Game game;
    CHECK(game.phase() == Phase::off);
    game.start(categories, 1, 0);
    Game same;
    same.start(categories, 1, 5000);
    std::set<std::size_t> words;
    for (std::size_t i = 0; i < Game::rounds; ++i) {
        CHECK(game.all_rounds()[i].word < categories);
        CHECK(game.all_rounds()[i].word == same.all_rounds()[i].word);
        words.insert(game.all_rounds()[i].word);
    }
    CHECK(words.size() == Game::rounds);
    game.start(categories, 2, 0);
    CHECK_FALSE(std::ranges::equal(game.all_rounds(), same.all_rounds(), {}, &Game::Round::word, &Game::Round::word));
}

TEST_CASE("Every category is drawn by lot sooner or later") {
    std::set<std::size_t> words;
    Game game;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        game.start(20, seed, 0);
        for (const Game::Round& round : game.all_rounds()) words.insert(round.word);
    }
    CHECK(words.size() == 20);
}

TEST_CASE("A word counts when it is the best guess within twenty seconds, and only then") {
    Game game;
    game.start(categories, 1, 1000);
    game.guess(nothing, 2000);
    CHECK(game.phase() == Phase::word);
    CHECK(game.left_ms(8000) == 13'000);
    game.guess(game.round().word, 8000);
    CHECK(game.phase() == Phase::outcome);
    CHECK(game.round().guessed);
    CHECK(game.took_ms() == 7000);
    CHECK(game.score() == 1);
    // Guessing the same word once more changes nothing.
    game.guess(game.round().word, 9000);
    CHECK(game.score() == 1);
    CHECK(game.took_ms() == 7000);
}

TEST_CASE("When the time is up, a right guess comes too late, even before a frame has told the game so") {
    Game game;
    game.start(categories, 1, 1000);
    game.advance(20'999, false);
    CHECK(game.phase() == Phase::word);
    game.guess(game.round().word, 21'000);
    CHECK(game.phase() == Phase::word);
    game.advance(21'000, false);
    CHECK(game.phase() == Phase::outcome);
    CHECK_FALSE(game.round().guessed);
    game.guess(game.round().word, 21'100);
    CHECK(game.score() == 0);
}

TEST_CASE("The next word follows by itself, not while the pen is down, and has its full time") {
    Game game;
    game.start(categories, 1, 0);
    const std::size_t first = game.round().word;
    game.guess(first, 4000);
    game.advance(4000 + Game::outcome_ms - 1, false);
    CHECK(game.phase() == Phase::outcome);
    game.advance(10'000, true);
    CHECK(game.phase() == Phase::outcome);
    game.advance(12'000, false);
    CHECK(game.phase() == Phase::word);
    CHECK(game.number() == 2);
    CHECK(game.round().word != first);
    CHECK(game.left_ms(12'000) == Game::round_ms);
    // The old word is no answer any more.
    game.guess(first, 12'500);
    CHECK(game.phase() == Phase::word);
}

TEST_CASE("Skipping gives the next word at once and no point; during an outcome it only goes on") {
    Game game;
    game.start(categories, 1, 0);
    game.skip(1000);
    CHECK(game.phase() == Phase::word);
    CHECK(game.number() == 2);
    CHECK(game.score() == 0);
    CHECK(game.all_rounds()[0].done);
    game.guess(game.round().word, 2000);
    game.skip(2100);
    CHECK(game.number() == 3);
    CHECK(game.score() == 1);
    CHECK(game.left_ms(2100) == Game::round_ms);
}

TEST_CASE("After six words the game is over and keeps its score until the next one") {
    Game game;
    game.start(categories, 1, 0);
    for (std::size_t i = 0; i < Game::rounds; ++i) {
        CHECK(game.playing());
        CHECK(game.number() == i + 1);
        if (i % 2 == 0) game.guess(game.round().word, 1000 * static_cast<double>(i));
        game.skip(1000 * static_cast<double>(i));
    }
    CHECK(game.phase() == Phase::over);
    CHECK_FALSE(game.playing());
    CHECK(game.score() == 3);
    game.advance(1e9, false);
    game.skip(1e9);
    game.guess(game.round().word, 1e9);
    CHECK(game.phase() == Phase::over);
    CHECK(game.score() == 3);
    game.start(categories, 2, 0);
    CHECK(game.score() == 0);
    CHECK(game.number() == 1);
}

TEST_CASE("A game can be stopped in every phase, and time does not bring it back") {
    for (const bool guessed : {false, true}) {
        Game game;
        game.start(categories, 1, 0);
        if (guessed) game.guess(game.round().word, 100);
        game.stop();
        game.advance(1e9, false);
        game.skip(1e9);
        CHECK(game.phase() == Phase::off);
    }
}

TEST_CASE("A wish has no clock: it waits for its word, and then stays") {
    Game game;
    game.wish(7);
    CHECK(game.phase() == Phase::word);
    CHECK_FALSE(game.playing());
    game.advance(1e9, false);
    game.skip(1e9);
    CHECK(game.phase() == Phase::word);
    CHECK_FALSE(game.warns(1e9));
    game.guess(8, 1e9);
    CHECK(game.phase() == Phase::word);
    game.guess(7, 1e9);
    CHECK(game.phase() == Phase::outcome);
    game.advance(2e9, false);
    CHECK(game.phase() == Phase::outcome);
    CHECK(game.round().word == 7);
}

TEST_CASE("Half-time is told once a word, for a moment") {
    Game game;
    game.start(categories, 1, 0);
    CHECK_FALSE(game.warns(9'999));
    CHECK(game.warns(10'000));
    CHECK_FALSE(game.warns(10'000 + Game::warning_shown_ms));
    game.guess(game.round().word, 10'500);
    CHECK_FALSE(game.warns(10'600));
}

TEST_CASE("With fewer categories than rounds the game has as many words") {
    Game game;
    game.start(2, 1, 0);
    CHECK(game.all_rounds().size() == 2);
    game.skip(1);
    game.skip(2);
    CHECK(game.phase() == Phase::over);
}
