#include <array>
#include <catch_amalgamated.hpp>
#include <charconv>
#include <set>
#include <stdexcept>

#include "core/random.hpp"
#include "core/text.hpp"
#include "experiments/rock_paper_scissors/game/opponent.hpp"

using namespace mllab::rock_paper_scissors;
using mllab::core::joined;

namespace {

const std::string secret = "00112233445566778899aabbccddeeff";

// As a visitor would do it with the sentence in his hand.
Gesture recomputed(const std::string& text) {
    const std::string digits = mllab::core::hex(mllab::core::sha256(text));
    for (std::size_t at = 0; at + 2 <= digits.size(); at += 2) {
        unsigned byte = 0;
        std::from_chars(digits.data() + at, digits.data() + at + 2, byte, 16);
        if (byte != 0xff) return static_cast<Gesture>(byte % 3);
    }
    throw std::runtime_error("32 bytes of ff");
}

}  // namespace

TEST_CASE("a seal is the SHA-256 of its opening, as sha256sum computes it") {
    const Seal seal{.secret = secret, .round = 7, .hand = Gesture::scissors};
    CHECK(seal.opening() == secret + "/7/scissors");
    CHECK(seal.commitment() == "dd981a3203b9319e7230355500ba9846804208117b4cf4aa5beef4b05114990d");
}

TEST_CASE("a hand drawn by lot follows from secret and round, and the sentence says how") {
    mllab::core::Random random(11);
    for (std::size_t round = 1; round <= 200; ++round) {
        const std::string other = joined(random.next(), random.next());
        const Seal seal = draw_fair(other, round);
        CHECK(seal.hand == recomputed(joined(other, "/", round)));
        CHECK_FALSE(seal.guess);
        const std::string check = how_to_check(seal);
        CHECK(check.find(seal.commitment()) != std::string::npos);
        CHECK(check.find(seal.opening()) != std::string::npos);
        CHECK(check.find("Remainder 0 is rock") != std::string::npos);
    }
}

TEST_CASE("the seal tells nothing of the hand: other secrets, other seals") {
    std::set<std::string> seals;
    for (int i = 0; i < 100; ++i) seals.insert(draw_fair(joined("secret ", i), 1).commitment());
    CHECK(seals.size() == 100);
}

TEST_CASE("dice throw away what would make some sides likelier") {
    CHECK_THROWS_AS(HashDice("x").below(0), std::invalid_argument);
    CHECK_THROWS_AS(HashDice("x").below(257), std::invalid_argument);
    // 129 sides: every second byte is thrown away, and many hashes are used up on the way.
    HashDice dice("a text");
    std::array<int, 129> seen{};
    for (int i = 0; i < 129 * 200; ++i) ++seen.at(dice.below(seen.size()));
    // 200 expected of each, standard deviation 14; five of them on both sides.
    for (const int count : seen) {
        CHECK(count > 130);
        CHECK(count < 270);
    }
}

TEST_CASE("the fair computer draws rock, paper and scissors alike, whatever came before") {
    constexpr std::size_t draws = 30'000;
    std::array<std::array<double, 3>, 3> after{};  // by the draw before
    std::array<double, 3> seen{};
    mllab::core::Random random(5);
    std::size_t before = 0;
    for (std::size_t round = 1; round <= draws; ++round) {
        const auto hand = static_cast<std::size_t>(draw_fair(joined(random.next()), round).hand);
        ++seen.at(hand);
        ++after.at(before).at(hand);
        before = hand;
    }
    // Chi-square with 2 and 4 degrees of freedom: above 13.8 and 18.5 by chance once in a thousand.
    double chi = 0;
    for (const double count : seen) chi += (count - draws / 3.0) * (count - draws / 3.0) / (draws / 3.0);
    CHECK(chi < 13.8);
    double dependent = 0;
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) {
            const double expected = seen.at(i) * seen.at(j) / draws;
            dependent += (after.at(i).at(j) - expected) * (after.at(i).at(j) - expected) / expected;
        }
    CHECK(dependent < 18.5);
}
