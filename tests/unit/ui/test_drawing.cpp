#include <catch_amalgamated.hpp>

#include "ui/drawing.hpp"

using namespace mllab;
using ui::Drawing;
using ui::History;

namespace {

Drawing drawing_with(const ink::Strokes& strokes) {
    Drawing drawing;
    for (const auto& stroke : strokes) drawing.strokes.push_back(std::make_shared<const ink::Stroke>(stroke));
    return drawing;
}

Drawing horizontal_line() { return drawing_with({{{0, 0, 0}, {100, 0, 100}}}); }

}  // namespace

TEST_CASE("A new history is an empty drawing that can be neither undone nor redone") {
    History history;
    CHECK(history.now().empty());
    CHECK_FALSE(history.can_undo());
    CHECK_FALSE(history.can_redo());
    history.undo();
    history.redo();
    CHECK(history.now().empty());
}

TEST_CASE("Undo and redo walk the steps back and forth") {
    History history;
    const Drawing one = horizontal_line();
    Drawing two = one;
    two.strokes.push_back(std::make_shared<const ink::Stroke>(ink::Stroke{{5, 5, 0}}));
    history.commit(one);
    history.commit(two);
    history.undo();
    CHECK(history.now() == one);
    history.undo();
    CHECK(history.now().empty());
    history.redo();
    history.redo();
    CHECK(history.now() == two);
}

TEST_CASE("A new step forgets what had been undone") {
    History history;
    history.commit(horizontal_line());
    history.undo();
    const Drawing other = horizontal_line();
    history.commit(other);
    CHECK_FALSE(history.can_redo());
    CHECK(history.now() == other);
}

TEST_CASE("The same drawing again is no step") {
    History history;
    const Drawing one = horizontal_line();
    history.commit(one);
    history.commit(one);
    history.undo();
    CHECK(history.now().empty());
}

TEST_CASE("A very long history drops its oldest steps and keeps the newest") {
    History history;
    for (int i = 0; i < 2000; ++i) history.commit(horizontal_line());
    const Drawing last = horizontal_line();
    history.commit(last);
    CHECK(history.now() == last);
    int steps = 0;
    for (; history.can_undo(); ++steps) history.undo();
    CHECK(steps == 499);
}

TEST_CASE("An eraser in the middle of a line leaves two pieces cut at its edge") {
    const Drawing left = ui::erased(horizontal_line(), {50, 0, 0}, {50, 0, 0}, 10);
    const auto strokes = left.polylines();
    REQUIRE(strokes.size() == 2);
    CHECK(strokes[0].front().x == 0);
    CHECK(strokes[0].back().x == Catch::Approx(40));
    CHECK(strokes[1].front().x == Catch::Approx(60));
    CHECK(strokes[1].back().x == 100);
    // Time is cut where the line is cut.
    CHECK(strokes[0].back().t_ms == Catch::Approx(40));
}

TEST_CASE("An eraser over the end of a line shortens it, beside the line changes nothing") {
    const auto shortened = ui::erased(horizontal_line(), {100, 0, 0}, {100, 0, 0}, 10).polylines();
    REQUIRE(shortened.size() == 1);
    CHECK(shortened[0].back().x == Catch::Approx(90));

    const Drawing line = horizontal_line();
    CHECK(ui::erased(line, {50, 20, 0}, {50, 11, 0}, 10) == line);
}

TEST_CASE("An eraser swept fast across a line leaves nothing between its samples") {
    const auto strokes = ui::erased(horizontal_line(), {-20, 0, 0}, {120, 0, 0}, 10).polylines();
    CHECK(strokes.empty());
}

TEST_CASE("An eraser removes dots it covers and keeps the others") {
    const Drawing dots = drawing_with({{{10, 10, 0}}, {{50, 50, 0}}});
    const auto strokes = ui::erased(dots, {12, 10, 0}, {12, 10, 0}, 5).polylines();
    REQUIRE(strokes.size() == 1);
    CHECK(strokes[0][0].x == 50);
}

TEST_CASE("Strokes that the eraser does not touch stay the same objects") {
    Drawing drawing = horizontal_line();
    drawing.strokes.push_back(std::make_shared<const ink::Stroke>(ink::Stroke{{0, 100, 0}, {100, 100, 0}}));
    const Drawing left = ui::erased(drawing, {50, 0, 0}, {50, 0, 0}, 10);
    REQUIRE(left.strokes.size() == 3);
    CHECK(left.strokes[2] == drawing.strokes[1]);
}

TEST_CASE("Erasing a stroke with repeated points does not divide by its length") {
    const Drawing drawing = drawing_with({{{10, 10, 0}, {10, 10, 5}, {10, 10, 9}}});
    CHECK(ui::erased(drawing, {10, 10, 0}, {10, 10, 0}, 5).empty());
}
