// Which writing of a picture is the digit, and what is said where none is.
#include <catch_amalgamated.hpp>

#include "experiments/digits/pipeline/picture_reading.hpp"
#include "shapes.hpp"

using namespace mllab;
using digits::Doubt;
using digits::PictureInk;
using digits::Writing;
using testing::parameters;
using Way = Writing::Way;

namespace {

Writing writing(Way way, float left, float side = 100) {
    Writing one{.way = way};
    one.ink = image::GrayImage(40, 40);
    for (int y = 10; y < 30; ++y) one.ink.at(20, y) = 1;
    one.place = {.left = left, .top = 10, .right = left + side / 2, .bottom = 10 + side};
    return one;
}

std::vector<float> sure_of(std::size_t label, float by = 9) {
    std::vector<float> logits(digits::class_count);
    logits[label] = by;
    return logits;
}

PictureInk picture(std::vector<Writing> writings, bool network = true) {
    PictureInk found;
    found.picture = std::make_shared<const image::GrayImage>(400, 300);
    found.writings = std::move(writings);
    if (network) found.marked = image::GrayImage(256, 192);
    return found;
}

std::string said(const PictureInk& found, const std::vector<std::vector<float>>& logits) {
    return digits::message(digits::read(found, logits, parameters()).answer);
}

}  // namespace

TEST_CASE("what the ink network marked is believed before what is merely dark") {
    const auto found = picture({writing(Way::network, 50), writing(Way::thresholds, 0)});
    const auto reading = digits::read(found, {sure_of(3), sure_of(8)}, parameters());
    CHECK(reading.answer.digit == 3);
    CHECK(reading.writing == 0);
}

TEST_CASE("what is merely dark is read where the ink network marked no digit") {
    const auto found = picture({writing(Way::network, 50), writing(Way::thresholds, 0)});
    const auto reading = digits::read(found, {sure_of(digits::no_digit), sure_of(8)}, parameters());
    CHECK(reading.answer.digit == 8);
    CHECK(reading.writing == 1);
    CHECK(digits::read(picture({writing(Way::thresholds, 0)}), {sure_of(8)}, parameters()).answer.digit == 8);
}

TEST_CASE("beside a digit, dirt and small print are no digits") {
    const auto found = picture({writing(Way::network, 50), writing(Way::network, 200), writing(Way::network, 300, 20)});
    const auto reading = digits::read(found, {sure_of(3), sure_of(digits::no_digit), sure_of(1)}, parameters());
    CHECK(reading.answer.digit == 3);
}

TEST_CASE("of several views of a picture the one is believed that sees more ink, and more surely") {
    Writing broken = writing(Way::network, 50, 70);
    Writing whole = writing(Way::network, 50, 100);
    whole.level = 1;
    CHECK(digits::read(picture({broken, whole}), {sure_of(1), sure_of(4)}, parameters()).answer.digit == 4);
    // The edge of the sheet, a pale line that looks like a large 1.
    whole.strength = 0.3F;
    CHECK(digits::read(picture({broken, whole}), {sure_of(7), sure_of(1)}, parameters()).answer.digit == 7);
    Writing edge = writing(Way::network, 200, 100);
    edge.strength = 0.4F;
    CHECK(digits::read(picture({broken, edge}), {sure_of(7), sure_of(1)}, parameters()).answer.digit == 7);
    // The same writing, looked at twice.
    CHECK(digits::read(picture({writing(Way::network, 50), writing(Way::network, 55, 80)}), {sure_of(4), sure_of(1)},
                       parameters())
              .answer.digit == 4);
}

TEST_CASE("a clean picture's own greys are believed where the ink network marks the same place") {
    Writing marked = writing(Way::network, 50);
    marked.strength = 0.8F;
    const auto reading =
        digits::read(picture({marked, writing(Way::thresholds, 51)}), {sure_of(1), sure_of(7)}, parameters());
    CHECK(reading.answer.digit == 7);
    CHECK(reading.writing == 1);
}

TEST_CASE("several digits are told, from left to right, and where they are") {
    const auto found =
        picture({writing(Way::network, 250, 110), writing(Way::network, 50), writing(Way::network, 150)});
    const auto reading = digits::read(found, {sure_of(3), sure_of(8), sure_of(1)}, parameters());
    CHECK_FALSE(reading.answer.digit);
    CHECK(reading.answer.doubt == Doubt::several_digits);
    REQUIRE(reading.seen.size() == 3);
    CHECK(reading.seen[0].writing == 1);
    CHECK(reading.seen[2].writing == 0);
    CHECK(digits::message(reading.answer) == "I see an 8, a 1 and a 3. One digit at a time: crop the picture to one.");
}

TEST_CASE("a digit that something touches is read as a piece, and two that stand close are two") {
    const auto found = picture({writing(Way::network, 50), writing(Way::piece, 50, 90), writing(Way::piece, 100, 95)});
    CHECK(digits::read(found, {sure_of(10), sure_of(4), sure_of(10)}, parameters()).answer.digit == 4);
    CHECK(said(found, {sure_of(10), sure_of(4), sure_of(2)}).starts_with("I see a 4 and a 2."));
    // A piece has to be surer than a whole.
    CHECK_FALSE(digits::read(found, {sure_of(10), sure_of(4, 3), sure_of(10)}, parameters()).answer.digit);
}

TEST_CASE("a picture's sentence names what is wrong with it") {
    CHECK(said(picture({}), {}).starts_with("I see nothing written in this picture."));
    // The ink network saw no ink: what is dark is a shadow.
    CHECK(said(picture({writing(Way::thresholds, 0)}), {sure_of(10)}).starts_with("I see nothing written"));
    CHECK(said(picture({writing(Way::thresholds, 0)}, false), {sure_of(10)}).starts_with("Not sure that this is"));
    CHECK(said(picture({writing(Way::network, 50, 8)}), {sure_of(10)}).find("too small") != std::string::npos);
    CHECK(said(picture({writing(Way::network, 50)}), {sure_of(10)}).find("turn the picture") != std::string::npos);
    Writing two = writing(Way::thresholds, 0);
    two.several = true;
    CHECK(said(picture({two}, false), {sure_of(4)}).find("more than one digit") != std::string::npos);
}

TEST_CASE("as many answers are taken as there are writings") {
    CHECK_THROWS_AS(digits::read(picture({writing(Way::network, 5)}), {}, parameters()), std::invalid_argument);
    CHECK(digits::inputs_of(picture({writing(Way::network, 5)}), parameters()).size() == 1);
}
