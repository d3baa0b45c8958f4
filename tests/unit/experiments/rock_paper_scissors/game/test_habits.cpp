#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <functional>
#include <numeric>

#include "core/random.hpp"
#include "core/text.hpp"
#include "experiments/rock_paper_scissors/game/opponent.hpp"

using namespace mllab::rock_paper_scissors;

namespace {

struct Past {
    Gesture gesture = Gesture::rock;
    Outcome outcome = Outcome::draw;
};
using Player = std::function<Gesture(std::size_t round, const Past& last)>;

struct Score {
    int won = 0;  // by the computer
    int lost = 0;
    int drawn = 0;
};

// The learner against a player, with secrets of a fixed seed. The first `warm_up` rounds are not counted.
Score play(const Player& player, std::size_t rounds, std::size_t warm_up = 0) {
    Habits habits;
    mllab::core::Random secrets(2026);
    Past last;
    Score score;
    for (std::size_t round = 1; round <= rounds; ++round) {
        const Seal seal = draw_against(habits, mllab::core::joined(secrets.next(), secrets.next()), round);
        const Gesture visitor = player(round, last);
        last = {.gesture = visitor, .outcome = outcome_of(visitor, seal.hand)};
        habits.learn(last.gesture, last.outcome);
        if (round <= warm_up) continue;
        score.won += last.outcome == Outcome::lose ? 1 : 0;
        score.lost += last.outcome == Outcome::win ? 1 : 0;
        score.drawn += last.outcome == Outcome::draw ? 1 : 0;
    }
    return score;
}

Gesture any(mllab::core::Random& random) { return static_cast<Gesture>(random.below(gesture_count)); }

}  // namespace

TEST_CASE("without a past nothing is expected, and the hand is drawn by lot") {
    const Habits habits;
    for (const double p : habits.expected()) CHECK(std::abs(p - 1.0 / 3) < 1e-12);
    CHECK_FALSE(habits.guess());
    const Seal seal = draw_against(habits, "secret", 1);
    CHECK(seal.by_lot);
    CHECK_FALSE(seal.explored());
    CHECK(seal.hand == draw_fair("secret", 1).hand);
}

TEST_CASE("expectations are probabilities, whatever was learned") {
    Habits habits;
    mllab::core::Random random(3);
    for (int i = 0; i < 3000; ++i) {
        habits.learn(any(random), static_cast<Outcome>(random.below(outcome_count)));
        const auto p = habits.expected();
        REQUIRE(std::ranges::all_of(p, [](double x) { return x > 0 && x < 1; }));
        REQUIRE(std::abs(std::accumulate(p.begin(), p.end(), 0.0) - 1) < 1e-9);
    }
    CHECK(habits.rounds() == 3000);
}

TEST_CASE("the learner beats whoever always shows the same") {
    for (const Gesture always : {Gesture::rock, Gesture::paper, Gesture::scissors}) {
        const Score score = play([&](std::size_t, const Past&) { return always; }, 60, 5);
        CHECK(score.won >= 45);
        CHECK(score.lost <= 6);
    }
}

TEST_CASE("the learner beats whoever goes round, in either direction") {
    for (const std::size_t step : {1U, 2U}) {
        const auto cycle = [&](std::size_t round, const Past&) { return static_cast<Gesture>(round * step % 3); };
        const Score score = play(cycle, 120, 30);
        CHECK(score.won >= 70);
        CHECK(score.lost <= 12);
    }
}

TEST_CASE("the learner beats whoever stays when winning and moves on when losing") {
    const auto player = [](std::size_t, const Past& last) {
        return last.outcome == Outcome::win ? last.gesture : counter_to(last.gesture);
    };
    const Score score = play(player, 120, 30);
    CHECK(score.won >= 70);
    CHECK(score.lost <= 12);
}

TEST_CASE("the learner beats a habit with exceptions") {
    mllab::core::Random random(9);
    // Three of four times what won or would have won, else anything.
    const auto player = [&](std::size_t, const Past& last) {
        if (random.chance(0.25)) return any(random);
        return last.outcome == Outcome::win ? last.gesture : counter_to(last.gesture);
    };
    const Score score = play(player, 600, 50);
    CHECK(score.won > 300);
    CHECK(score.won > 2 * score.lost);
}

TEST_CASE("the learner follows a visitor who changes his habit") {
    const auto player = [](std::size_t round, const Past&) { return round <= 60 ? Gesture::rock : Gesture::paper; };
    const Score score = play(player, 100, 72);
    CHECK(score.won >= 20);
    CHECK(score.lost <= 4);
}

TEST_CASE("nobody wins against chance: won, lost and drawn are a third each") {
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        mllab::core::Random random(seed);
        constexpr int rounds = 9000;
        const Score score = play([&](std::size_t, const Past&) { return any(random); }, rounds);
        // Three and a half standard deviations of a binomial variable.
        const double bound = 3.5 * std::sqrt(rounds * (1.0 / 3) * (2.0 / 3));
        CHECK(std::abs(score.won - rounds / 3.0) < bound);
        CHECK(std::abs(score.lost - rounds / 3.0) < bound);
        CHECK(std::abs(score.drawn - rounds / 3.0) < bound);
    }
}

TEST_CASE("one round in ten is drawn by lot though there is a guess, and says so") {
    Habits habits;
    for (int i = 0; i < 20; ++i) habits.learn(Gesture::rock, Outcome::lose);
    REQUIRE(habits.guess() == Gesture::rock);
    mllab::core::Random random(4);
    int explored = 0;
    int paper = 0;
    constexpr int rounds = 3000;
    for (int i = 0; i < rounds; ++i) {
        const Seal seal = draw_against(habits, mllab::core::joined(random.next()), 21);
        CHECK(seal.guess == Gesture::rock);
        CHECK(seal.guess_p > 0.8);
        explored += seal.explored() ? 1 : 0;
        paper += seal.hand == Gesture::paper ? 1 : 0;
        if (!seal.by_lot) CHECK(seal.hand == Gesture::paper);
        if (seal.by_lot) CHECK(seal.hand == draw_fair(seal.secret, 21).hand);
    }
    CHECK(std::abs(explored - rounds / 10.0) < 3.5 * std::sqrt(rounds * 0.09));
    CHECK(std::abs(paper - rounds * (0.9 + 0.1 / 3)) < 3.5 * std::sqrt(rounds * 0.0625));
}
