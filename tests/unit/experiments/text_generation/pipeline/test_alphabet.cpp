#include <catch_amalgamated.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "experiments/text_generation/pipeline/alphabet.hpp"

using mllab::text_generation::Alphabet;
using mllab::text_generation::characters_of;

namespace {

using Characters = std::vector<std::string>;

// As small as Shakespeare's: no digits but 3, no double quotation mark, no accents.
const Alphabet& small() {
    static const Alphabet alphabet({"\n", " ", "'", "-", ".", "3", "a", "e", "h", "s"}, 1);
    return alphabet;
}

std::string read_as(const std::string& text) { return small().decode(small().encode(text).tokens); }

}  // namespace

TEST_CASE("a text falls into its code points") {
    CHECK(characters_of("aé€😀") == Characters{"a", "é", "€", "😀"});
    CHECK(characters_of("").empty());
    CHECK(characters_of(std::string_view("a\0b", 3)) == Characters{"a", std::string(1, '\0'), "b"});
}

TEST_CASE("every way of ending a line is one new line") {
    CHECK(characters_of("a\r\nb\rc\n") == Characters{"a", "\n", "b", "\n", "c", "\n"});
    CHECK(characters_of("\r\r\n\n") == Characters{"\n", "\n", "\n"});
}

TEST_CASE("what is not UTF-8 becomes one replacement sign for each broken part") {
    const std::string sign = "\uFFFD";
    CHECK(characters_of("\x80z") == Characters{sign, "z"});                // a continuation without a beginning
    CHECK(characters_of("\xE2\x82") == Characters{sign});                  // cut off
    CHECK(characters_of("\xE2\x82z") == Characters{sign, "z"});            // broken off
    CHECK(characters_of("\xC0\xAF") == Characters{sign, sign});            // overlong
    CHECK(characters_of("\xED\xA0\x80") == Characters{sign, sign, sign});  // half of a surrogate pair
    CHECK(characters_of("\xF4\x90\x80\x80").size() == 4);                  // beyond Unicode
    CHECK(characters_of("\xFF") == Characters{sign});
}

TEST_CASE("characters of the alphabet are read as they are") {
    const auto tokens = small().encode("she has 3.\n");
    CHECK(tokens.replaced.empty());
    CHECK(small().decode(tokens.tokens) == "she has 3.\n");
}

TEST_CASE("a character with a relative in the alphabet becomes that one, and it is told") {
    const auto tokens = small().encode("hé–");
    CHECK(small().decode(tokens.tokens) == "he-");
    REQUIRE(tokens.replaced.size() == 2);
    CHECK(tokens.replaced[0].position == 1);
    CHECK(tokens.replaced[0].from == "é");
    CHECK(tokens.replaced[0].to == "e");
    CHECK(tokens.replaced[1].position == 2);
    CHECK(read_as("“a”") == "'a'");  // two steps: “ is like ", " is like '
    CHECK(read_as("ß") == "ss");
    CHECK(read_as("æ…") == "ae...");
    CHECK(read_as("a\tb\u00A0") == "a   ");  // b has no relative: the replacement
}

TEST_CASE("a character without a relative becomes the replacement, and it is told") {
    const auto tokens = small().encode("a😀世b");
    CHECK(small().decode(tokens.tokens) == "a   ");
    REQUIRE(tokens.replaced.size() == 3);
    CHECK(tokens.replaced[0].from == "😀");
    CHECK(tokens.replaced[0].to == " ");
}

TEST_CASE("marks and control characters without a look of their own are left out, and it is told") {
    const auto tokens = small().encode(
        "e\u0301a\u200D\u202E\x07"
        "s\uFE0F");
    CHECK(small().decode(tokens.tokens) == "eas");
    CHECK(tokens.replaced.size() == 5);
    for (const auto& replaced : tokens.replaced) CHECK(replaced.to.empty());
}

TEST_CASE("right-to-left letters are replaced one by one") {
    const auto tokens = small().encode("שלום");
    CHECK(tokens.tokens.size() == 4);
    CHECK(tokens.replaced.size() == 4);
}

TEST_CASE("an alphabet of anything but different single characters is refused") {
    using Bad = std::invalid_argument;
    CHECK_THROWS_AS(Alphabet({}, 0), Bad);
    CHECK_THROWS_AS(Alphabet({"a", "b"}, 2), Bad);
    CHECK_THROWS_AS(Alphabet({"a", "a"}, 0), Bad);
    CHECK_THROWS_AS(Alphabet({"a", "bc"}, 0), Bad);
    CHECK_THROWS_AS(Alphabet({"a", ""}, 0), Bad);
    CHECK_THROWS_AS(Alphabet({"a", "\xFF"}, 0), Bad);
    CHECK_THROWS_AS(Alphabet({"a", "\r"}, 0), Bad);
}

TEST_CASE("tokens that are none are refused") {
    CHECK_THROWS_AS(small().decode({10}), std::out_of_range);
    CHECK_THROWS_AS(small().decode({-1}), std::out_of_range);
}
