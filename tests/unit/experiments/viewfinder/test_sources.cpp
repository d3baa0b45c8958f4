// Which source is on, and what comes of it: the camera's newest frame, pictures in between, examples.
#include <catch_amalgamated.hpp>

#include "experiments/viewfinder/words.hpp"
#include "sight_fixture.hpp"

using namespace mllab;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;
using fake::grey;
using fake::shade_of;
using fake::Sight;
using platform::Facing;
using viewfinder::Source;

TEST_CASE_METHOD(Sight, "The camera stays off until somebody asks, and why it helps is said before") {
    CHECK(sources.on() == Source::none);
    CHECK(camera.asked.empty());
    CHECK_THAT(note(), StartsWith("The network looks at your hand.") && ContainsSubstring("Nothing is recorded") &&
                           ContainsSubstring("“Use the camera”"));
    CHECK(twin.action("camera")->label == viewfinder::use_camera);
    CHECK_FALSE(pressed());
    CHECK(take() == -1);
    sources.ask_again();
    CHECK(take() == -1);
    CHECK(sources.revision() == 0);
}

TEST_CASE_METHOD(Sight, "What was on stays on while the visitor is asked, and the camera is on when it runs") {
    sources.picture(grey(3, 3, 7), "seven.png");
    press("camera");
    CHECK(camera.asked == std::vector{Facing::front});
    CHECK(pressed());
    CHECK(sources.on() == Source::picture);
    CHECK_THAT(note(), ContainsSubstring("Waiting for the camera"));
    const auto before = sources.revision();
    camera.allow();
    CHECK_THAT(note(), StartsWith("The camera is on."));
    CHECK(sources.on() == Source::camera);
    CHECK(sources.since() > before);
    CHECK(take() == -1);
}

TEST_CASE_METHOD(Sight, "The newest frame is handed out, once; those before it never are") {
    run();
    for (std::uint8_t shade = 1; shade <= 30; ++shade) camera.give(grey(8, 6, shade));
    const auto before = sources.revision();
    const auto seen = sources.take(need);
    REQUIRE(seen);
    CHECK(shade_of(*seen->picture) == 30);
    CHECK(seen->revision == before + 1);
    CHECK(seen->taken_ms == twin.clock_ms);
    CHECK(sources.last_frame() == seen->picture);
    CHECK(take() == -1);
    CHECK(sources.revision() == before + 1);
    sources.ask_again();
    CHECK(take() == -1);
}

TEST_CASE_METHOD(Sight, "A picture puts the light out, and comes back when the camera goes off") {
    run();
    camera.give(grey(4, 4, 1));
    sources.picture(grey(5, 3, 50), "fifty.png");
    const double came_ms = twin.clock_ms;
    twin.clock_ms += 500;
    CHECK(twin.lights_on() == 0);
    CHECK_FALSE(pressed());
    CHECK(sources.picture_name() == "fifty.png");
    CHECK(take() == 50);
    CHECK(take() == -1);
    run();
    CHECK(twin.lights_on() == 1);
    CHECK(sources.picture() != nullptr);
    camera.give(grey(4, 4, 2));
    CHECK(take() == 2);
    const auto before = sources.revision();
    press("camera");
    CHECK(twin.lights_on() == 0);
    CHECK(sources.on() == Source::picture);
    CHECK(sources.revision() > before);
    const auto again = (sources.ask_again(), sources.take(need));
    REQUIRE(again);
    CHECK(again->taken_ms == came_ms);
    CHECK(shade_of(*again->picture) == 50);
}

TEST_CASE_METHOD(Sight, "A trick is one of the site's pictures, changed, until something else is on") {
    REQUIRE(twin.action("trick-0"));
    CHECK(twin.action("trick-0")->group == "fool");
    CHECK(twin.action("trick-0")->label == "A dark one");
    CHECK(press("trick-0"));
    CHECK(sources.trick() == nullptr);
    sources.picture(grey(4, 4, 55), "A dark one");
    REQUIRE(sources.trick() != nullptr);
    CHECK(sources.trick()->why == "It never saw one.");
    CHECK(sources.known_as() == "A dark one");
    CHECK(take() == 6);
    press("trick-1");
    sources.picture(grey(4, 6, 55), "A corner");
    CHECK(sources.picture()->width == 2);
    CHECK(sources.picture()->height == 3);
    CHECK(take() == 55);
    press("example-0");
    sources.picture(grey(4, 4, 55), "Rock");
    CHECK(sources.trick() == nullptr);
    CHECK(sources.known_as() == "hands/rock.jpg");
    CHECK(take() == 55);
    // One of the visitor's own was quicker, or is called like it.
    press("trick-0");
    sources.picture(grey(4, 4, 55), "holiday.jpg");
    CHECK(sources.trick() == nullptr);
    CHECK(take() == 55);
    sources.picture(grey(4, 4, 55), "A dark one");
    CHECK(sources.trick() == nullptr);
    CHECK(sources.known_as().empty());
}

TEST_CASE_METHOD(Sight, "An example is asked of the page and comes as a picture") {
    CHECK(twin.action("example-1")->picture == "hands/paper.jpg");
    CHECK_THAT(note(), EndsWith(" Hands by somebody."));
    CHECK(press("example-1"));
    REQUIRE(twin.opened_pictures.size() == 1);
    CHECK(twin.opened_pictures.at(0).file == "hands/paper.jpg");
    CHECK(twin.opened_pictures.at(0).name == "Paper");
    CHECK(sources.on() == Source::none);
}

TEST_CASE_METHOD(Sight, "Commands that make no sense do nothing") {
    for (const char* argument : {"2", "-1", "", "x", "99999999999999999999"})
        CHECK(sources.command({.verb = "example", .argument = argument, .text = {}}));
    CHECK(sources.command({.verb = "switch-camera", .argument = {}, .text = {}}));
    CHECK(sources.command({.verb = "open-picture", .argument = {}, .text = {}}));
    CHECK_FALSE(sources.command({.verb = "undo", .argument = {}, .text = {}}));
    CHECK(twin.opened_pictures.empty());
    CHECK(camera.asked.empty());
    CHECK(sources.revision() == 0);
}
