// A drawing that goes into a link or survives a reload, and comes back.
#include <catch_amalgamated.hpp>

#include "digits_fixture.hpp"
#include "ink/stroke_text.hpp"

using namespace mllab;
using Fixture = fake::DigitsFixture;

namespace {

platform::Launch launch_with(std::map<std::string, std::string> fields, bool again = false) {
    platform::Launch launch = fake::launch();
    launch.fields = std::move(fields);
    launch.again = again;
    return launch;
}

}  // namespace

TEST_CASE_METHOD(Fixture, "A link has the drawing and the pen, once there is something to share") {
    finds(1);
    fake::DigitsController controller(twin, fake::launch());
    CHECK_FALSE(twin.action("share")->enabled);
    CHECK(twin.page().kept.empty());
    controller.action("pen-width");
    stroke(controller);
    REQUIRE(twin.action("share")->enabled);
    controller.action("share");
    REQUIRE(twin.shared.size() == 1);
    CHECK(twin.shared[0].at("pen") == "thick");
    const auto strokes = ink::strokes_from(twin.shared[0].at("drawing"), ui::DrawingPad::side);
    REQUIRE(strokes);
    REQUIRE(strokes->size() == 1);
    CHECK(strokes->front().front().x == Catch::Approx(150).margin(0.5));
    CHECK(strokes->front().back().y == Catch::Approx(250).margin(0.5));
}

TEST_CASE_METHOD(Fixture, "What the tab keeps follows every stroke that is finished, and goes with the drawing") {
    finds(1);
    fake::DigitsController controller(twin, fake::launch());
    stroke(controller);
    const std::map<std::string, std::string> one = twin.page().kept;
    sample(controller, platform::Phase::down, 60, 60);
    sample(controller, platform::Phase::move, 90, 90);
    CHECK(twin.page().kept == one);
    sample(controller, platform::Phase::up, 100, 100);
    CHECK(twin.page().kept != one);
    controller.action("undo");
    CHECK(twin.page().kept == one);
    controller.action("clear");
    CHECK(twin.page().kept.empty());
}

TEST_CASE_METHOD(Fixture, "What was kept is there at once, a link's drawing is replayed") {
    finds(7);
    std::map<std::string, std::string> fields;
    {
        fake::DigitsController controller(twin, fake::launch());
        stroke(controller);
        fields = twin.page().kept;
    }
    {
        fake::DigitsController controller(twin, launch_with(fields, true));
        CHECK(controller.pad().ink().size() == 1);
        CHECK(twin.page().kept == fields);
        CHECK(twin.result().value == "7");
        controller.action("undo");
        CHECK(controller.pad().empty());
    }
    fake::DigitsController controller(twin, launch_with(fields));
    CHECK(controller.advance(twin.clock_ms, false));
    CHECK(controller.replaying().playing());
    CHECK(twin.page().kept == fields);
    CHECK_FALSE(controller.advance(twin.clock_ms + 60'000, false));
    CHECK(controller.pad().ink().size() == 1);
    CHECK(twin.result().value == "7");
    CHECK(twin.page().kept == fields);
    controller.action("undo");
    CHECK(controller.pad().empty());
}

TEST_CASE_METHOD(Fixture, "A link that is broken says so until something is drawn") {
    finds(1);
    fake::DigitsController controller(twin, launch_with({{"drawing", "no drawing"}, {"pen", "a brush"}}));
    CHECK(twin.result().text.starts_with("The drawing in this link cannot be read"));
    CHECK(controller.pad().empty());
    stroke(controller);
    CHECK(twin.result().text.starts_with("This is a 1"));
    controller.action("clear");
    CHECK(twin.result().text == "Draw a digit.");
}

TEST_CASE_METHOD(Fixture, "A link's pen is not the visitor's own from now on") {
    fake::DigitsController controller(twin, launch_with({{"pen", "thin"}}));
    CHECK(twin.action("pen-width")->label == "Pen: thin");
    CHECK(twin.settings.empty());
}
