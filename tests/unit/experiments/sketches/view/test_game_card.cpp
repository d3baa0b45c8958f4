// The picture of a game that is over.
#include <catch_amalgamated.hpp>
#include <stdexcept>

#include "experiments/sketches/view/game_card.hpp"
#include "platform/twin.hpp"
#include "ui/theme.hpp"

using namespace mllab;
using namespace mllab::sketches;

namespace {

std::size_t count(const image::RgbaImage& picture, int top, int bottom, ui::Colour colour) {
    std::size_t found = 0;
    for (int y = top; y < bottom; ++y)
        for (int x = 0; x < picture.width; ++x) {
            const std::uint8_t* p = &picture.pixels[static_cast<std::size_t>(y * picture.width + x) * 4];
            found += IM_COL32(p[0], p[1], p[2], 255) == colour ? 1 : 0;
        }
    return found;
}

const ink::Strokes cross{{{60, 60, 0}, {260, 260, 0}}, {{260, 60, 0}, {60, 260, 0}}};

}  // namespace

TEST_CASE("A round's outcome is said in a few words") {
    CHECK(outcome_of({.word = "cat", .guessed = true, .took_ms = 7240}) == "seen after 7.2 s");
    CHECK(outcome_of({.word = "cat", .drawing = cross, .seen = "dog"}) == "seen as dog");
    CHECK(outcome_of({.word = "cat", .drawing = cross}) == "not seen");
    CHECK(outcome_of({.word = "cat"}) == "not drawn");
}

TEST_CASE("A card shows every drawing with its words, in rows of three") {
    const platform::Twin twin;
    std::vector<CardRound> rounds(6, {.word = "cat", .guessed = true, .took_ms = 3000, .drawing = cross});
    rounds[4] = {.word = "dog", .drawing = {}};
    const image::RgbaImage card = card_of(rounds, 7, "CNN");
    CHECK(card.width == 1200);
    CHECK(card.height > 1000);
    for (std::size_t i = 3; i < card.pixels.size(); i += 4) REQUIRE(card.pixels[i] == 255);
    // Ink: the crosses of the first row, and in the second one less.
    const std::size_t first = count(card, 96, 448, IM_COL32(0, 0, 0, 255));
    const std::size_t second = count(card, 544, 896, IM_COL32(0, 0, 0, 255));
    CHECK(first > 3000);
    CHECK(second == Catch::Approx(first * 2 / 3).epsilon(0.01));
    // Frames and words in the colours of what was guessed.
    CHECK(count(card, 0, card.height, ui::palette(false).accent) > 5000);
    CHECK(count(card, 0, card.height, ui::palette(false).doubt) > 20);
    CHECK(card_of({rounds[0]}, 7, "MLP").height < 700);
    CHECK_THROWS_AS(card_of({}, 7, "CNN"), std::invalid_argument);
}
