// The loop from a frame to an answer: what is asked about, what is not, and what is shown of it.
#include <catch_amalgamated.hpp>

#include "watching_fixture.hpp"

using namespace mllab;
using fake::grey;
using fake::Watch;
using platform::CameraState;
using viewfinder::Source;

namespace {

struct Comparing : Watch {
    Comparing() {
        runtime.answer_at_once = true;
        watching.emplace(twin, launch,
                         viewfinder::Subject<int>{.sources = {}, .way_of = fake::shade_way, .compares = true});
        watching->start();
    }
    // How wide the frame is that was answered last.
    int width() {
        camera().give(grey(640, 480, 1));
        twin.page();
        return watching->reading()->seen.picture->width;
    }
};

}  // namespace

TEST_CASE_METHOD(Watch, "Frames that come during a run are dropped but for the newest") {
    run_camera();
    for (std::uint8_t shade = 101; shade <= 130; ++shade) give(shade);
    CHECK(runtime.runs_asked == 1);
    CHECK(state() == platform::State::busy);
    finish_run();
    CHECK(value() == "101");
    CHECK(runtime.runs_asked == 2);
    finish_run();
    CHECK(value() == "130");
    CHECK(runtime.runs_asked == 2);
    CHECK(current());
    CHECK(fake::shade_of(*watching->reading()->input) == 130);
}

TEST_CASE_METHOD(Watch, "A stream is current as soon as one of its frames is answered, and stays so") {
    run_camera();
    give(1);
    CHECK_FALSE(current());
    finish_run();
    CHECK(current());
    const auto revision = twin.page().revision;
    give(2);
    CHECK(runtime.runs.size() == 1);
    CHECK(current());
    CHECK(twin.page().revision == revision);
    finish_run();
    CHECK(current());
    CHECK(twin.page().revision > revision);
}

TEST_CASE_METHOD(Watch, "An answer about a frame is none about the picture that was opened meanwhile") {
    run_camera();
    give(1);
    open(70);
    CHECK(twin.lights_on() == 0);
    CHECK(runtime.runs_asked == 1);
    finish_run();
    CHECK(value().empty());
    CHECK(runtime.runs_asked == 2);
    finish_run();
    CHECK(value() == "70");
    CHECK(current());
    // The camera on again: the picture's answer goes.
    run_camera();
    CHECK(value().empty());
    CHECK_FALSE(current());
    give(2);
    finish_run();
    CHECK(value() == "2");
    // And off: the picture is asked about again.
    press("camera");
    finish_run();
    CHECK(value() == "70");
}

TEST_CASE_METHOD(Watch, "A camera that is lost during a run takes its answer along") {
    run_camera();
    give(1);
    camera().fail(CameraState::lost);
    finish_run();
    CHECK(value().empty());
    CHECK(state() == platform::State::ready);
    CHECK(twin.errors().empty());
    CHECK(current());
    CHECK(watching->sources().on() == Source::none);
}

TEST_CASE_METHOD(Watch, "A camera that is refused leaves the answer about the picture") {
    open(5);
    finish_run();
    press("camera");
    CHECK(value() == "5");
    camera().fail(CameraState::refused);
    CHECK(value() == "5");
    CHECK(current());
    CHECK(twin.errors().empty());
    CHECK(runtime.runs_asked == 1);
}

TEST_CASE_METHOD(Watch, "A page that is hidden during a run gets its answer and asks no more") {
    run_camera();
    give(1);
    give(2);
    camera().hide_page();
    finish_run();
    CHECK(value() == "1");
    CHECK(runtime.runs.empty());
    for (int i = 0; i < 10; ++i) watching->update();
    CHECK(runtime.runs_asked == 1);
    camera().show_page();
    camera().allow();
    give(3);
    finish_run();
    CHECK(value() == "3");
}

TEST_CASE_METHOD(Watch, "A picture is asked about once, however often somebody looks") {
    open(5);
    finish_run();
    for (int i = 0; i < 100; ++i) watching->update();
    CHECK(runtime.runs_asked == 1);
    watching->ask_again();
    finish_run();
    CHECK(runtime.runs_asked == 2);
    CHECK(value() == "5");
}

TEST_CASE_METHOD(Watch, "Another model answers from the moment it is chosen") {
    CHECK(twin.action("model-small")->pressed == true);
    CHECK(twin.action("model-large")->label == "Large");
    open(5);
    finish_run();
    CHECK(runtime.loads_asked == 1);
    press("model-large");
    CHECK(runtime.loads_asked == 2);
    CHECK(twin.page().model == "large");
    CHECK(value().empty());
    CHECK_FALSE(current());
    finish_run();
    CHECK(value() == "1005");
    run_camera();
    give(6);
    press("model-small");
    finish_run();
    CHECK(value().empty());
    give(7);
    finish_run();
    CHECK(value() == "7");
    watching->command({.verb = "model", .argument = "nobody", .text = {}});
    CHECK(twin.page().model == "small");
}

TEST_CASE_METHOD(Comparing, "A frame is as large as those need who look at it, from the next one on") {
    const auto needed = [](int side) { return viewfinder::longest_side({.shorter_px = side}, 640, 480); };
    run_camera();
    CHECK(width() == needed(24));
    press("model-large");
    CHECK(width() == needed(48));
    press("model-small");
    CHECK(width() == needed(24));
    press("compare");
    CHECK(width() == needed(48));
    press("compare");
    CHECK(width() == needed(24));
    CHECK(camera().asked.size() == 1);
    // What is kept is sharper than that.
    REQUIRE(watching->sources().still());
    CHECK(watching->sources().still()->width == 640);
}

TEST_CASE_METHOD(Watch, "Both rates are told while the camera runs, and neither for a picture") {
    run_camera();
    for (std::uint8_t i = 0; i < 60; ++i) {
        twin.clock_ms += 50;
        give(i == 13 ? 1 : i);
        finish_run();
    }
    camera().measure(29.7);
    const auto rates = watching->rates();
    REQUIRE(rates.size() == 2);
    CHECK(rates[0].value == "30");
    CHECK(rates[1].value == "20");
    open(5);
    finish_run();
    CHECK(watching->rates().empty());
    run_camera();
    CHECK(watching->answers_per_second() == 0);
}

TEST_CASE_METHOD(Watch, "The stage may close while a frame is looked at") {
    run_camera();
    give(1);
    give(2);
    twin.follow([] {}, [] { return platform::PageState(); });
    watching.reset();
    CHECK(runtime.runs.empty());
    CHECK(twin.cameras.empty());
}
