#include <catch_amalgamated.hpp>
#include <stdexcept>

#include "experiments/rock_paper_scissors/game/match.hpp"
#include "experiments/rock_paper_scissors/game/words.hpp"

using namespace mllab::rock_paper_scissors;

namespace {

constexpr auto rock = Gesture::rock;
constexpr auto paper = Gesture::paper;
constexpr auto scissors = Gesture::scissors;

Round round_of(Gesture visitor, Gesture computer) {
    Round round{.visitor = visitor, .outcome = outcome_of(visitor, computer), .seal = {}};
    round.seal.hand = computer;
    return round;
}

}  // namespace

TEST_CASE("rock, paper, scissors: who beats whom") {
    CHECK(outcome_of(rock, scissors) == Outcome::win);
    CHECK(outcome_of(paper, rock) == Outcome::win);
    CHECK(outcome_of(scissors, paper) == Outcome::win);
    for (const Gesture a : {rock, paper, scissors}) {
        CHECK(outcome_of(a, a) == Outcome::draw);
        CHECK(outcome_of(counter_to(a), a) == Outcome::win);
        CHECK(outcome_of(a, counter_to(a)) == Outcome::lose);
    }
}

TEST_CASE("a match ends when one side has more than half of its rounds, and draws count for nobody") {
    Match match(3);
    match.add(round_of(paper, paper));
    match.add(round_of(paper, rock));
    match.add(round_of(rock, rock));
    match.add(round_of(rock, paper));
    CHECK_FALSE(match.over());
    CHECK(round_text(match) == "You: rock, computer: paper. The computer wins. 1 to 1.");
    match.add(round_of(scissors, paper));
    CHECK(match.over());
    CHECK(match.won());
    CHECK(match.count(Outcome::draw) == 2);
    CHECK(round_text(match) == "You: scissors, computer: paper. You win the match, 2 to 1.");
    CHECK_THROWS_AS(match.add(round_of(rock, rock)), std::logic_error);
}

TEST_CASE("a match can be lost in as few rounds as possible") {
    for (const int best_of : {1, 3, 5}) {
        Match match(best_of);
        for (int lost = 0; lost < best_of / 2 + 1; ++lost) {
            CHECK_FALSE(match.over());
            match.add(round_of(rock, paper));
        }
        CHECK(match.over());
        CHECK_FALSE(match.won());
    }
}

TEST_CASE("a match of an even number of rounds is none") {
    for (const int best_of : {-1, 0, 2, 4}) CHECK_THROWS_AS(Match(best_of), std::invalid_argument);
}

TEST_CASE("every trouble says what to do") {
    for (const Trouble trouble :
         {Trouble::no_picture, Trouble::no_hand, Trouble::unsure, Trouble::source_gone, Trouble::stopped})
        CHECK(trouble_text(trouble).find("does not count") != std::string::npos);
    CHECK(trouble_text(Trouble::none).empty());
}
