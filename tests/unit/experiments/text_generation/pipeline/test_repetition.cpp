// What the end of a text makes less likely.
#include <catch_amalgamated.hpp>
#include <string_view>

#include "experiments/text_generation/pipeline/repetition.hpp"

using mllab::text_generation::penalties_for_repeats;
using mllab::text_generation::repeats_seen;

namespace {

std::vector<std::int64_t> tokens_of(std::string_view text) { return {text.begin(), text.end()}; }

// Of each ASCII character, for one nat a repeat.
std::vector<float> penalties(std::string_view text) { return penalties_for_repeats(tokens_of(text), 128, 1); }

}  // namespace

TEST_CASE("what would complete a run of eight that is there already is taken down, and nothing else") {
    const auto found = penalties("the prince of the prince");
    REQUIRE(found.size() == 128);
    for (std::size_t c = 0; c < found.size(); ++c) {
        CAPTURE(c);
        CHECK(found[c] == (c == ' ' ? 1.0F : 0.0F));
    }
}

TEST_CASE("it is taken down further for each time that the run is there") {
    CHECK(penalties("of the prince of the prince of the prince").at(' ') == 2);
    // The same seven characters, and two ways in which they went on.
    const auto found = penalties("the prince, the princes, the prince");
    CHECK(found.at(',') == 1);
    CHECK(found.at('s') == 1);
}

TEST_CASE("a repeat shorter than eight characters is none") {
    CHECK(penalties("a prince of a king, a prin").empty());
    CHECK(penalties("so so s").empty());
    CHECK(penalties("").empty());
    CHECK(penalties("abcdefgh").empty());
    // A run may reach into itself: seven characters of a loop are enough.
    CHECK(penalties("so so so so").at(' ') == 1);
}

TEST_CASE("what is too long ago is forgotten") {
    std::string text = "the prince ";
    for (std::size_t i = 0; text.size() < repeats_seen - 10; ++i) text += static_cast<char>('A' + i * i % 26);
    CHECK(penalties(text + "the prince").at(' ') == 1);
    text.insert(11, 20, '.');
    CHECK(penalties(text + "the prince").empty());
}

TEST_CASE("a penalty of 0 takes nothing off") {
    CHECK(penalties_for_repeats(tokens_of("so so so so so so"), 128, 0).empty());
}
