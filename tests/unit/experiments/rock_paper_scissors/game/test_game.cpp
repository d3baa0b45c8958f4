#include <catch_amalgamated.hpp>

#include "core/random.hpp"
#include "core/text.hpp"
#include "experiments/rock_paper_scissors/game/game.hpp"

using namespace mllab::rock_paper_scissors;
using Phase = Game::Phase;

namespace {

constexpr double start_ms = 50'000;
constexpr double shoot_ms = start_ms + Game::beats * Game::beat_ms;
constexpr Sight rock{.gesture = Gesture::rock, .hand = true};
constexpr Sight paper{.gesture = Gesture::paper, .hand = true};
constexpr Sight unclear{.gesture = {}, .hand = true};
constexpr Sight nothing{};

// The same secrets for the same seed.
Game game_of(std::uint64_t seed) {
    return Game([random = mllab::core::Random(seed)]() mutable {
        return mllab::core::joined(random.next(), "-", random.next());
    });
}

// Frames of a camera that shows this from `from` to `to`.
void show(Game& game, const Sight& sight, double from, double to, double rate = 20) {
    for (double t = from; t < to; t += 1000 / rate) {
        game.advance(t, Source::camera);
        game.see(sight, t, t + 20);
    }
    game.advance(to, Source::camera);
}

// One round with the camera; gives the clock after it.
double round(Game& game, const Sight& sight, double now) {
    game.play(now);
    show(game, sight, now, now + Game::beats * Game::beat_ms + 3200);
    return now + 10'000;
}

}  // namespace

TEST_CASE("three, two, one: beats of 800 ms, then the hand is looked at") {
    Game game = game_of(1);
    CHECK(game.phase() == Phase::waiting);
    CHECK_FALSE(game.advance(start_ms, Source::camera));
    game.play(start_ms);
    for (int beat = 3; beat >= 1; --beat) {
        const double begins = start_ms + (3 - beat) * Game::beat_ms;
        for (const double t : {begins + 1, begins + Game::beat_ms - 1}) {
            CHECK(game.advance(t, Source::camera));
            CHECK(game.phase() == Phase::counting);
            CHECK(game.beat(t) == beat);
        }
        CHECK(game.beat_share(begins + Game::beat_ms / 2) == 0.5);
    }
    game.advance(shoot_ms, Source::camera);
    CHECK(game.phase() == Phase::looking);
}

TEST_CASE("a round with the camera: the hand after shoot counts, the one before it does not") {
    Game game = game_of(1);
    game.play(start_ms);
    show(game, rock, start_ms, shoot_ms);
    CHECK(game.phase() == Phase::looking);
    show(game, paper, shoot_ms, shoot_ms + 1000);
    REQUIRE(game.phase() == Phase::revealed);
    CHECK(game.last()->visitor == Gesture::paper);
    CHECK(game.last()->shown_by == ShownBy::camera);
    CHECK(game.last()->outcome == outcome_of(Gesture::paper, game.last()->seal.hand));
    CHECK(game.revealed_ms() > shoot_ms + GestureLock::opening_ms);
}

TEST_CASE("the sealed hand is the one that is shown, whatever the visitor shows and however the attempts end") {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        Game with_rock = game_of(seed);
        Game with_paper = game_of(seed);
        for (Game* game : {&with_rock, &with_paper})
            game->choose_opponent(seed % 2 == 0 ? Opponent::fair : Opponent::learner);
        const std::string seal = with_rock.next_seal();
        CHECK(with_paper.next_seal() == seal);
        round(with_rock, rock, start_ms);
        const double later = round(with_paper, nothing, start_ms);
        CHECK(with_paper.trouble() == Trouble::no_hand);
        CHECK(with_paper.next_seal() == seal);
        round(with_paper, paper, later);
        REQUIRE(with_rock.last() != nullptr);
        REQUIRE(with_paper.last() != nullptr);
        CHECK(with_rock.last()->seal.hand == with_paper.last()->seal.hand);
        CHECK(with_rock.last()->seal.commitment() == seal);
        CHECK(with_rock.next_seal() != seal);
        CHECK(with_rock.next_round() == 2);
    }
}

TEST_CASE("no hand, an unclear one, no pictures: the round does not count, and says why") {
    Game game = game_of(1);
    double now = round(game, nothing, start_ms);
    CHECK(game.trouble() == Trouble::no_hand);
    now = round(game, unclear, now);
    CHECK(game.trouble() == Trouble::unsure);
    game.play(now);
    for (double t = now; t < now + 7000; t += 50) game.advance(t, Source::camera);
    CHECK(game.trouble() == Trouble::no_picture);
    CHECK(game.phase() == Phase::waiting);
    CHECK(game.match().rounds().empty());
    CHECK(game.habits().rounds() == 0);
    round(game, rock, now + 10'000);
    CHECK(game.trouble() == Trouble::none);
    CHECK(game.match().rounds().size() == 1);
}

TEST_CASE("a camera that goes away ends the attempt, and one that comes late has its time") {
    Game game = game_of(1);
    game.play(start_ms);
    game.advance(start_ms + 100, Source::camera);
    game.advance(start_ms + 200, Source::none);
    CHECK(game.trouble() == Trouble::source_gone);
    CHECK(game.phase() == Phase::waiting);

    game.play(start_ms);
    for (double t = start_ms; t < shoot_ms + 20'000; t += 100) game.advance(t, Source::none);
    CHECK(game.phase() == Phase::looking);
    show(game, rock, shoot_ms + 20'000, shoot_ms + 21'000);
    CHECK(game.phase() == Phase::revealed);
}

TEST_CASE("without a camera a picture or a button is waited for as long as it takes") {
    Game game = game_of(1);
    game.play(start_ms);
    game.see_picture(rock, start_ms + 10);
    CHECK(game.phase() == Phase::counting);
    for (double t = start_ms; t < start_ms + 60'000; t += 100) game.advance(t, Source::none);
    CHECK(game.phase() == Phase::looking);
    game.see_picture(paper, start_ms + 60'000);
    REQUIRE(game.phase() == Phase::revealed);
    CHECK(game.last()->visitor == Gesture::paper);
    CHECK(game.last()->shown_by == ShownBy::picture);

    game.play(start_ms + 70'000);
    for (double t = start_ms + 70'000; t < start_ms + 80'000; t += 100) game.advance(t, Source::still);
    game.see_picture(unclear, start_ms + 80'000);
    CHECK(game.trouble() == Trouble::unsure);
}

TEST_CASE("a button shows the hand at once, or at the end of the countdown; the last press counts") {
    Game game = game_of(1);
    game.press(Gesture::scissors, start_ms);
    REQUIRE(game.phase() == Phase::revealed);
    CHECK(game.last()->visitor == Gesture::scissors);
    CHECK(game.last()->shown_by == ShownBy::button);

    game.play(start_ms);
    game.press(Gesture::rock, start_ms + 100);
    game.press(Gesture::paper, start_ms + 200);
    CHECK(game.phase() == Phase::counting);
    game.advance(shoot_ms, Source::none);
    REQUIRE(game.phase() == Phase::revealed);
    CHECK(game.last()->visitor == Gesture::paper);
}

TEST_CASE("a match ends, and playing on is a rematch; the round's number and what was learned go on") {
    Game game = game_of(3);
    double now = start_ms;
    while (!game.match().over()) now = round(game, rock, now);
    const std::size_t played = game.match().rounds().size();
    CHECK(game.next_round() == played + 1);
    game.play(now);
    CHECK(game.match().rounds().empty());
    CHECK(game.match().best_of() == 3);
    CHECK(game.habits().rounds() == played);
    game.stop();
    CHECK(game.trouble() == Trouble::stopped);
    game.press(Gesture::rock, now);
    CHECK(game.match().rounds().size() == 1);
    while (!game.match().over()) game.press(Gesture::rock, now);
    game.press(Gesture::paper, now);
    CHECK(game.match().rounds().size() == 1);
}

TEST_CASE("another opponent or another length begins a new match, but not in mid-round") {
    Game game = game_of(1);
    const std::string seal = game.next_seal();
    game.play(start_ms);
    game.choose_best_of(5);
    game.choose_opponent(Opponent::learner);
    CHECK(game.match().best_of() == 3);
    CHECK(game.opponent() == Opponent::fair);
    CHECK(game.next_seal() == seal);
    game.press(Gesture::rock, start_ms);
    game.advance(shoot_ms, Source::none);
    game.choose_best_of(4);
    CHECK(game.match().best_of() == 3);
    CHECK(game.match().rounds().size() == 1);
    game.choose_best_of(5);
    CHECK(game.match().best_of() == 5);
    CHECK(game.match().rounds().empty());
    CHECK(game.phase() == Phase::waiting);
    const std::string next = game.next_seal();
    game.choose_opponent(Opponent::learner);
    CHECK(game.next_seal() != next);
}

TEST_CASE("the learner knows what was played against the fair one, and shows its guess after the round") {
    Game game = game_of(1);
    for (int i = 0; i < 12; ++i) game.press(Gesture::rock, start_ms);
    game.choose_opponent(Opponent::learner);
    game.press(Gesture::rock, start_ms);
    REQUIRE(game.last() != nullptr);
    CHECK(game.last()->seal.guess == Gesture::rock);
}
