// What is said of an input that networks get wrong.
#include <catch_amalgamated.hpp>

#include <array>

#include "experiments/common/commands.hpp"
#include "experiments/common/tricks.hpp"

using mllab::experiments::about;
using mllab::experiments::Trick;

namespace {

constexpr Trick mirrored{.label = "A 2 in the mirror", .truth = "2", .taken_for = "5", .why = "It knows no mirrors."};
constexpr Trick letter{.label = "The letter B", .truth = "", .taken_for = "8", .why = "It knows no letters."};
constexpr Trick lying{.label = "A 1 on its side", .truth = "1", .taken_for = "", .why = "It never saw one."};

}  // namespace

TEST_CASE("Of a trick it is said why the network is fooled, that it is not, or nothing") {
    CHECK(about(mirrored, "5") == mirrored.why);
    CHECK(about(mirrored, "2") == "It is not fooled.");
    CHECK(about(mirrored, "7").empty());
    CHECK(about(mirrored, "").empty());
}

TEST_CASE("Where there is no right answer none is the right one; where none is the mistake that is said") {
    CHECK(about(letter, "8") == letter.why);
    CHECK(about(letter, "") == "It is not fooled.");
    CHECK(about(letter, "3").empty());
    CHECK(about(lying, "") == lying.why);
    CHECK(about(lying, "1") == "It is not fooled.");
}

TEST_CASE("Tricks are buttons of a group of their own") {
    const auto actions = mllab::experiments::trick_actions(std::array{mirrored, letter}, false);
    REQUIRE(actions.size() == 2);
    CHECK(actions[1].label == "The letter B");
    CHECK(actions[1].argument == "1");
    for (const auto& action : actions) {
        CHECK(action.group == "fool");
        CHECK_FALSE(action.enabled);
    }
}
