#include <catch_amalgamated.hpp>

#include <cmath>
#include <limits>

#include "ui/drawing_pad.hpp"

using namespace mllab;
using ui::DrawingPad;

namespace {

struct Fixture {
    DrawingPad pad;

    void stroke(float y) {
        pad.press({10, y, 0}, false);
        pad.move({100, y, 10});
        pad.lift();
    }
    void picture() { pad.show({.pixels = image::RgbaImage(2, 2), .name = "seven.png"}); }
};

constexpr auto example = [] { return ink::Strokes{{{50, 50, 0}, {150, 50, 0}}, {{50, 100, 0}, {150, 100, 0}}}; };

}  // namespace

TEST_CASE_METHOD(Fixture, "A stroke is on the pad while it is drawn, not only when it is finished") {
    pad.press({10, 10, 0}, false);
    CHECK(pad.ink().size() == 1);
    CHECK(pad.revision() == 1);
    pad.move({20, 10, 5});
    CHECK(pad.ink()[0].size() == 2);
    CHECK(pad.revision() == 2);
    pad.lift();
    CHECK(pad.ink().size() == 1);
    CHECK(pad.revision() == 2);
}

TEST_CASE_METHOD(Fixture, "Samples without a press, at the same place, or out of this world change nothing") {
    pad.move({10, 10, 0});
    pad.lift();
    CHECK(pad.revision() == 0);
    pad.press({std::nanf(""), 1, 0}, false);
    CHECK(pad.empty());
    pad.press({10, 10, 0}, false);
    pad.move({10.1F, 10, 0});
    pad.move({std::numeric_limits<float>::infinity(), 1, 0});
    CHECK(pad.revision() == 1);
}

TEST_CASE_METHOD(Fixture, "A press that was none leaves nothing behind, neither ink nor a gap in it") {
    stroke(50);
    pad.press({10, 100, 0}, false);
    pad.move({90, 100, 0});
    pad.drop();
    CHECK_FALSE(pad.pressed());
    CHECK(pad.ink().size() == 1);
    pad.press({50, 50, 0}, true);
    CHECK(pad.ink().size() == 2);
    pad.drop();
    CHECK(pad.ink().size() == 1);
    const auto revision = pad.revision();
    pad.drop();
    CHECK(pad.revision() == revision);
    pad.undo();
    CHECK(pad.empty());
    CHECK_FALSE(pad.can_undo());
}

TEST_CASE_METHOD(Fixture, "Ink that leaves the pad stays at its edge") {
    pad.press({300, 300, 0}, false);
    pad.move({900, -900, 1});
    pad.lift();
    CHECK(pad.ink()[0].back().x == DrawingPad::side);
    CHECK(pad.ink()[0].back().y == 0);
}

TEST_CASE_METHOD(Fixture, "Undo takes the strokes back one by one, redo brings them again") {
    stroke(10);
    stroke(20);
    pad.undo();
    CHECK(pad.ink().size() == 1);
    pad.undo();
    CHECK(pad.empty());
    CHECK_FALSE(pad.can_undo());
    pad.redo();
    pad.redo();
    CHECK(pad.ink().size() == 2);
    CHECK_FALSE(pad.can_redo());
}

TEST_CASE_METHOD(Fixture, "What was cleared comes back by undo") {
    stroke(10);
    pad.clear();
    CHECK(pad.empty());
    pad.undo();
    CHECK(pad.ink().size() == 1);
}

TEST_CASE_METHOD(Fixture, "Clearing an empty pad is no step and no change") {
    pad.clear();
    CHECK(pad.revision() == 0);
    CHECK_FALSE(pad.can_undo());
}

TEST_CASE_METHOD(Fixture, "Undo in the middle of a stroke takes that stroke back") {
    pad.press({10, 10, 0}, false);
    pad.move({50, 10, 1});
    pad.undo();
    CHECK(pad.empty());
    pad.move({60, 10, 2});
    CHECK(pad.empty());
}

TEST_CASE_METHOD(Fixture, "The eraser cuts lines, is one step, and erasing nothing is none") {
    stroke(100);
    pad.press({50, 100, 0}, true);
    pad.lift();
    CHECK(pad.ink().size() == 2);
    pad.press({200, 200, 0}, true);
    pad.lift();
    pad.undo();
    CHECK(pad.ink().size() == 1);
}

TEST_CASE_METHOD(Fixture, "A picture takes the place of strokes as one step") {
    stroke(10);
    picture();
    CHECK(pad.ink().empty());
    REQUIRE(pad.picture());
    CHECK_FALSE(pad.empty());
    pad.undo();
    CHECK_FALSE(pad.picture());
    CHECK(pad.ink().size() == 1);
}

TEST_CASE_METHOD(Fixture, "A stroke on a picture begins a new drawing, and undo brings the picture back") {
    picture();
    pad.press({10, 10, 0}, false);
    CHECK_FALSE(pad.picture());
    CHECK(pad.ink().size() == 1);
    pad.lift();
    pad.undo();
    CHECK(pad.picture());
}

TEST_CASE_METHOD(Fixture, "An example draws itself in time and is one step in the end") {
    stroke(10);
    pad.play(example(), 1000, false);
    CHECK(pad.playing());
    CHECK(pad.empty());
    CHECK(pad.advance(1100));
    const float part = ink::ink_length(pad.ink());
    CHECK(part > 0);
    CHECK(part < 200);
    CHECK_FALSE(pad.advance(9000));
    CHECK(ink::ink_length(pad.ink()) == Catch::Approx(200));
    pad.undo();
    REQUIRE(pad.ink().size() == 1);
    CHECK(pad.ink()[0][0].y == 10);
}

TEST_CASE_METHOD(Fixture, "An example under reduced motion is there at once") {
    pad.play(example(), 1000, true);
    CHECK_FALSE(pad.playing());
    CHECK(pad.ink().size() == 2);
}

TEST_CASE_METHOD(Fixture, "Undo stops an example that is drawing itself and shows what was there before") {
    stroke(10);
    pad.play(example(), 1000, false);
    pad.advance(1200);
    pad.undo();
    CHECK_FALSE(pad.playing());
    REQUIRE(pad.ink().size() == 1);
    CHECK(pad.ink()[0][0].y == 10);
}

TEST_CASE_METHOD(Fixture, "A stroke into an example finishes it first") {
    pad.play(example(), 1000, false);
    pad.advance(1100);
    stroke(300);
    CHECK(pad.ink().size() == 3);
}

TEST_CASE_METHOD(Fixture, "A clock that goes backwards does not take an example's ink away") {
    pad.play(example(), 1000, false);
    pad.advance(1200);
    const float part = ink::ink_length(pad.ink());
    pad.advance(900);
    CHECK(ink::ink_length(pad.ink()) == part);
}

TEST_CASE_METHOD(Fixture, "Keys draw: arrows move the pen, space puts it down and lifts it") {
    CHECK(pad.key("ArrowLeft", false, 0));
    CHECK(pad.empty());
    CHECK(pad.key(" ", false, 1));
    CHECK(pad.pressed());
    CHECK(pad.key("ArrowDown", false, 2));
    CHECK(pad.key("ArrowRight", true, 3));
    CHECK(pad.key(" ", false, 4));
    CHECK_FALSE(pad.pressed());
    REQUIRE(pad.ink().size() == 1);
    const ink::Stroke stroke = pad.ink()[0];
    REQUIRE(stroke.size() == 3);
    CHECK(stroke[1].y > stroke[0].y);
    // Shift makes the step small.
    CHECK(stroke[2].x - stroke[1].x < (stroke[1].y - stroke[0].y) / 2);
    pad.undo();
    CHECK(pad.empty());
}

TEST_CASE_METHOD(Fixture, "Escape and losing the focus lift the pen of the keys, not that of the mouse") {
    pad.key(" ", false, 0);
    CHECK(pad.key("Escape", false, 1));
    CHECK_FALSE(pad.pressed());
    pad.press({10, 10, 0}, false);
    pad.leave();
    CHECK(pad.pressed());
}

TEST_CASE_METHOD(Fixture, "Keys that mean nothing to the pad are left to the page") {
    CHECK_FALSE(pad.key("a", false, 0));
    CHECK_FALSE(pad.key("Tab", false, 0));
    CHECK(pad.revision() == 0);
}

TEST_CASE_METHOD(Fixture, "The pen of the keys cannot leave the pad") {
    for (int i = 0; i < 500; ++i) pad.key("ArrowUp", false, i);
    CHECK(pad.cursor().y == 0);
}

TEST_CASE_METHOD(Fixture, "A look back shows other strokes, and every change of the drawing ends it") {
    stroke(10);
    stroke(20);
    const auto look = [&] {
        pad.look_at({{{0, 0, 0}, {5, 5, 1}}});
        CHECK(pad.looking_back());
        CHECK(pad.ink().size() == 1);
    };
    std::uint64_t before = pad.revision();
    look();
    CHECK(pad.revision() > before);
    pad.look_at({});
    CHECK(pad.empty());
    before = pad.revision();
    pad.look_away();
    CHECK(pad.revision() > before);
    CHECK(pad.ink().size() == 2);
    before = pad.revision();
    pad.look_away();
    CHECK(pad.revision() == before);

    look();
    stroke(30);
    CHECK_FALSE(pad.looking_back());
    CHECK(pad.ink().size() == 3);
    look();
    pad.undo();
    CHECK(pad.ink().size() == 2);
    look();
    pad.redo();
    CHECK(pad.ink().size() == 3);
    look();
    pad.clear();
    CHECK(pad.empty());
    CHECK_FALSE(pad.looking_back());
    look();
    picture();
    CHECK(pad.picture());
    look();
    CHECK_FALSE(pad.picture());
    pad.play(example(), 0, true);
    CHECK_FALSE(pad.looking_back());
}
