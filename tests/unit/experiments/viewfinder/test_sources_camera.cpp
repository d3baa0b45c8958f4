// Cameras that are refused, go away, pause, are switched or are put out.
#include <catch_amalgamated.hpp>

#include "experiments/viewfinder/words.hpp"
#include "sight_fixture.hpp"

using namespace mllab;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
using fake::grey;
using fake::shade_of;
using fake::Sight;
using platform::CameraState;
using platform::Facing;
using viewfinder::Source;

TEST_CASE_METHOD(Sight, "A camera that is not to be had is told in words, and everything else goes on working") {
    const auto [state, words] = GENERATE(table<CameraState, std::string>({
        {CameraState::refused, "This page may not use the camera. You can allow it"},
        {CameraState::absent, "No camera was found. Connect one"},
        {CameraState::taken, "another program is probably using it. Close that program"},
        {CameraState::unsupported, "In this browser the page cannot use a camera. Open a picture"},
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
    CHECK_THAT(note(), StartsWith("The camera is gone"));
    CHECK(sources.on() == (with_picture ? Source::picture : Source::none));
    CHECK(sources.last_frame() == nullptr);
    CHECK(sources.since() == sources.revision());
    CHECK(take() == (with_picture ? 9 : -1));
    run();
    camera.give(grey(4, 4, 3));
    CHECK(take() == 3);
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
    CHECK(sources.mirrored());
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
        const auto seen = sources.take(need);
        REQUIRE(seen);
        CHECK(std::max(seen->picture->width, seen->picture->height) <= viewfinder::longest_side(need, width, height));
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
    CHECK(sources.mirrored());
    camera.give(grey(4, 4, 2));
    sources.update();
    CHECK_FALSE(sources.mirrored());
    press("switch-camera");
    CHECK(camera.asked.back() == Facing::front);
    camera.fail(CameraState::taken);
    CHECK_THAT(note(), ContainsSubstring("did not start"));
    CHECK(sources.on() == Source::none);
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

TEST_CASE_METHOD(Sight, "What the camera shows is kept with all of its pixels, also after it was handed out small") {
    CHECK_FALSE(sources.still());
    run();
    CHECK_FALSE(sources.still());
    camera.give(grey(640, 480, 1));
    CHECK(sources.take(need)->picture->width == 80);
    REQUIRE(sources.still());
    CHECK(sources.still()->width == 640);
    camera.give(grey(4000, 3000, 2));
    CHECK(sources.still()->height == 768);
    CHECK(shade_of(*sources.still()) == 2);
    CHECK(take() == 2);  // who keeps it takes nothing away
    camera.hide_page();
    CHECK_FALSE(sources.still());
    sources.picture(grey(2, 2, 4), "four.png");
    CHECK_FALSE(sources.still());
}

TEST_CASE_METHOD(Sight, "A frame that is kept is shown as the camera was, other pictures as they are") {
    run();
    camera.give(grey(4, 4, 1));
    CHECK(take() == 1);
    REQUIRE(sources.mirrored());
    sources.picture(image::RgbaImage(*sources.last_frame()), "kept", sources.mirrored());
    CHECK(sources.on() == Source::picture);
    CHECK(sources.mirrored());
    sources.picture(grey(2, 2, 4), "four.png");
    CHECK_FALSE(sources.mirrored());
}
