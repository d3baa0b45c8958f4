// Which source is on, and what becomes of it: permissions, cameras that go away, pictures in between.
#include <catch_amalgamated.hpp>

#include "experiments/viewfinder/sources.hpp"
#include "experiments/viewfinder/words.hpp"
#include "pictures.hpp"

using namespace mllab;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;
using fake::grey;
using fake::shade_of;
using platform::CameraState;
using platform::Facing;
using viewfinder::Source;

namespace {

struct Sight : fake::Page {
    viewfinder::Sources sources{twin,
                                {.longest_side = 32,
                                 .reason = "The network looks at your hand.",
                                 .examples = {{"Rock", "hands/rock.jpg"}, {"Paper", "hands/paper.jpg"}},
                                 .credit = "Hands by somebody."}};
    platform::TwinCamera& camera = *twin.cameras.at(0);

    Sight() {
        twin.follow([this] { sources.update(); },
                    [this] {
                        platform::PageState page;
                        sources.add_to(page);
                        return page;
                    });
    }
    bool press(const std::string& id) { return sources.command(twin.command(id)); }
    void run(int cameras = 1) {
        press("camera");
        camera.allow(cameras);
        sources.update();
    }
    // The shade of what is handed out; −1 where nothing is.
    int take() {
        const auto seen = sources.take();
        return seen ? shade_of(*seen->picture) : -1;
    }
    [[nodiscard]] bool pressed() { return twin.action("camera")->pressed.value(); }
    [[nodiscard]] std::string note() { return twin.page().source_note; }
};

}  // namespace

TEST_CASE_METHOD(Sight, "The camera stays off until somebody asks, and why it helps is said before") {
    CHECK(sources.on() == Source::none);
    CHECK(camera.asked.empty());
    CHECK_THAT(note(), StartsWith("The network looks at your hand.") && ContainsSubstring("nothing is recorded") &&
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
    const auto seen = sources.take();
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

TEST_CASE_METHOD(Sight, "A camera that is not to be had is told in words, and everything else goes on working") {
    const auto [state, words] = GENERATE(table<CameraState, std::string>({
        {CameraState::refused, "The camera was not allowed. Allow it"},
        {CameraState::absent, "No camera was found. Connect one"},
        {CameraState::taken, "probably another program is using it. Close that program"},
        {CameraState::unsupported, "This browser gives the page no camera. Open a picture"},
    }));
    CAPTURE(words);
    const bool with_picture = GENERATE(false, true);
    if (with_picture) sources.picture(grey(2, 2, 9), "nine.png");
    const Source before = sources.on();
    const auto revision = sources.revision();
    press("camera");
    camera.fail(state);
    CHECK_THAT(note(), ContainsSubstring(words));
    CHECK(viewfinder::in_trouble(state));
    CHECK_FALSE(pressed());
    CHECK(sources.on() == before);
    CHECK(sources.revision() == revision);
    CHECK(twin.action("camera")->enabled == (state != CameraState::unsupported));
    CHECK(twin.action("open-picture")->enabled);
    CHECK(take() == (with_picture ? 9 : -1));
    sources.picture(grey(2, 2, 10), "ten.png");
    CHECK(take() == 10);
    CHECK_THAT(note(), StartsWith("The network looks at your hand."));
    run();
    camera.give(grey(4, 4, 11));
    CHECK(take() == 11);
}

TEST_CASE_METHOD(Sight, "A camera that is lost leaves what was there before, and can be had again") {
    const bool with_picture = GENERATE(false, true);
    if (with_picture) sources.picture(grey(2, 2, 9), "nine.png");
    CHECK(take() == (with_picture ? 9 : -1));
    run();
    camera.give(grey(4, 4, 1));
    CHECK(take() == 1);
    camera.give(grey(4, 4, 2));
    camera.fail(CameraState::lost);
    CHECK_THAT(note(), StartsWith("The camera went away"));
    CHECK(sources.on() == (with_picture ? Source::picture : Source::none));
    CHECK(sources.last_frame() == nullptr);
    CHECK(sources.since() == sources.revision());
    CHECK(take() == (with_picture ? 9 : -1));
    run();
    camera.give(grey(4, 4, 3));
    CHECK(take() == 3);
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
    const auto again = (sources.ask_again(), sources.take());
    REQUIRE(again);
    CHECK(again->taken_ms == came_ms);
    CHECK(shade_of(*again->picture) == 50);
}

TEST_CASE_METHOD(Sight, "Who changes his mind while the browser asks is not filmed") {
    press("camera");
    press("camera");
    CHECK(camera.status().state == CameraState::off);
    CHECK_THROWS_AS(camera.allow(), std::logic_error);
    press("camera");
    sources.picture(grey(2, 2, 4), "four.png");
    CHECK(camera.status().state == CameraState::off);
    CHECK(sources.on() == Source::picture);
    CHECK(twin.lights_on() == 0);
}

TEST_CASE_METHOD(Sight, "While the page is hidden the camera pauses; its answers stay about what is on") {
    run();
    camera.give(grey(4, 4, 1));
    CHECK(take() == 1);
    const auto since = sources.since();
    camera.hide_page();
    CHECK_THAT(note(), ContainsSubstring("off while this page is hidden"));
    CHECK(pressed());
    CHECK(sources.on() == Source::camera);
    CHECK(sources.camera_mirrored());
    REQUIRE(sources.last_frame() != nullptr);
    CHECK(take() == -1);
    camera.show_page();
    sources.update();
    CHECK(sources.on() == Source::camera);
    camera.allow();
    camera.give(grey(4, 4, 2));
    CHECK(take() == 2);
    CHECK(sources.since() == since);
    camera.hide_page();
    press("camera");
    CHECK(sources.on() == Source::none);
    camera.show_page();
    CHECK(twin.lights_on() == 0);
}

TEST_CASE_METHOD(Sight, "A page that is hidden while the visitor is asked goes on when it is seen") {
    press("camera");
    camera.hide_page();
    camera.allow();
    CHECK(twin.lights_on() == 0);
    camera.show_page();
    camera.allow();
    camera.give(grey(4, 4, 5));
    CHECK(take() == 5);
}

TEST_CASE_METHOD(Sight, "A camera's frames may change their size at any time") {
    run();
    for (const auto& [width, height] : {std::pair(32, 24), std::pair(24, 32), std::pair(1, 1), std::pair(320, 2)}) {
        camera.give(grey(width, height, 100));
        const auto seen = sources.take();
        REQUIRE(seen);
        CHECK(std::max(seen->picture->width, seen->picture->height) <= 32);
        CHECK(seen->picture->width >= 1);
        CHECK(sources.camera().width == width);
    }
}

TEST_CASE_METHOD(Sight, "Whoever has two cameras can switch; what is on stays on meanwhile") {
    run(1);
    CHECK(twin.action("switch-camera") == nullptr);
    press("camera");
    run(2);
    camera.give(grey(4, 4, 1));
    REQUIRE(twin.action("switch-camera")->enabled);
    const auto since = sources.since();
    press("switch-camera");
    CHECK(camera.asked.back() == Facing::back);
    CHECK(sources.on() == Source::camera);
    CHECK_FALSE(twin.action("switch-camera")->enabled);
    press("switch-camera");
    CHECK(camera.asked.size() == 3);
    camera.allow(2);
    sources.update();
    CHECK(sources.since() == since);
    // Until its first frame the former camera's last one is seen, as it was.
    CHECK(sources.camera_mirrored());
    camera.give(grey(4, 4, 2));
    sources.update();
    CHECK_FALSE(sources.camera_mirrored());
    press("switch-camera");
    CHECK(camera.asked.back() == Facing::front);
    camera.fail(CameraState::taken);
    CHECK_THAT(note(), ContainsSubstring("did not start"));
    CHECK(sources.on() == Source::none);
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

TEST_CASE("Whoever leaves takes the light along") {
    platform::Twin twin;
    {
        viewfinder::Sources sources(twin, {});
        sources.command({.verb = "camera", .argument = {}, .text = {}});
        twin.cameras.at(0)->allow();
        CHECK(twin.lights_on() == 1);
    }
    CHECK(twin.cameras.empty());
}

TEST_CASE_METHOD(Sight, "Another hand that puts the camera out is followed") {
    run();
    camera.give(grey(4, 4, 1));
    twin.stop_cameras();
    CHECK_FALSE(pressed());
    CHECK(sources.on() == Source::none);
    CHECK(take() == -1);
}
