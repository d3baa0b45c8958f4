// What becomes of frames and pictures when runs fail, workers go away and models do not arrive.
#include <catch_amalgamated.hpp>

#include "watching_fixture.hpp"

using namespace mllab;
using fake::grey;
using fake::Watch;
using inference::Failure;
using platform::CameraState;
using viewfinder::Source;

TEST_CASE_METHOD(Watch, "A picture whose run fails is not asked about until somebody tries again") {
    open(5);
    fail_run(Failure::runtime_error, "The run failed.");
    CHECK(state() == platform::State::error);
    CHECK(twin.page().error == "The run failed.");
    for (int i = 0; i < 10; ++i) watching->update();
    CHECK(runtime.runs_asked == 1);
    press("retry");
    CHECK(state() == platform::State::busy);
    finish_run();
    CHECK(value() == "5");
    CHECK(state() == platform::State::ready);
    CHECK(twin.action("retry") == nullptr);
}

TEST_CASE_METHOD(
    Watch, "A frame that fails is told and the next one is asked about; after three in a row the light goes out") {
    run_camera();
    give(1);
    fail_run(Failure::runtime_error, "The run failed.");
    CHECK(state() == platform::State::error);
    give(2);
    finish_run();
    CHECK(state() == platform::State::ready);
    for (std::uint8_t shade = 3; shade <= 5; ++shade) {
        give(shade);
        fail_run(Failure::out_of_memory, "No memory.");
    }
    CHECK(twin.lights_on() == 0);
    CHECK(runtime.runs_asked == 5);
    CHECK(twin.page().error == "No memory.");
    for (int i = 0; i < 10; ++i) watching->update();
    CHECK(twin.page().error == "No memory.");
    press("retry");
    CHECK(state() == platform::State::ready);
    run_camera();
    give(60);
    finish_run();
    CHECK(value() == "60");
    CHECK(state() == platform::State::ready);
}

TEST_CASE_METHOD(Watch, "A picture that cannot be encoded is a failure like another, and the next one is not") {
    open(13);
    CHECK(twin.page().error == "Thirteen.");
    CHECK(runtime.runs_asked == 0);
    open(14);
    CHECK(state() == platform::State::busy);
    finish_run();
    CHECK(value() == "14");
}

TEST_CASE_METHOD(Watch, "A worker that went away comes back, and the picture is asked about again") {
    open(5);
    fail_run(Failure::session_closed, "It went away.");
    CHECK(state() == platform::State::loading);
    CHECK(runtime.runs.empty());
    twin.run_idle_work();
    CHECK(runtime.runs_asked == 2);
    finish_run();
    CHECK(value() == "5");
    CHECK(twin.errors().empty());
}

TEST_CASE_METHOD(fake::Page, "While the model is on its way no frame is taken, and its first one is the newest") {
    runtime.load_at_once = false;
    runtime.answer_at_once = false;
    const platform::Launch launch{.experiment = "made_up",
                                  .model = "small",
                                  .models_url = "models/",
                                  .cards = {{"small", fake::card("small", R"(["yes"])", "{}", "{}")}}};
    viewfinder::Watching<int> watching(twin, launch, {.sources = {}, .way_of = fake::shade_way});
    twin.follow([&] { watching.update(); },
                [&] {
                    platform::PageState page;
                    watching.add_to(page);
                    return page;
                });
    watching.start();
    watching.command(twin.command("camera"));
    auto& camera = *twin.cameras.at(0);
    camera.allow();
    for (std::uint8_t shade = 1; shade <= 20; ++shade) {
        camera.give(grey(2, 2, shade));
        CHECK(twin.page().state == platform::State::loading);
    }
    CHECK(watching.sources().last_frame() == nullptr);
    SECTION("it arrives") {
        finish_load();
        REQUIRE(runtime.runs_asked == 1);
        CHECK(fake::shade_of(*watching.sources().last_frame()) == 20);
        CHECK(twin.action("model-small") == nullptr);
    }
    SECTION("it does not, and is tried again") {
        finish_load(inference::ModelError(Failure::file_missing, "It did not arrive."));
        CHECK(twin.page().error == "It did not arrive.");
        CHECK(twin.lights_on() == 0);
        // Who wants to see the camera all the same does.
        watching.command(twin.command("camera"));
        camera.allow();
        CHECK(twin.page().state == platform::State::error);
        CHECK(twin.lights_on() == 1);
        watching.command(twin.command("retry"));
        finish_load();
        camera.give(grey(2, 2, 21));
        twin.page();
        CHECK(runtime.runs_asked == 1);
    }
}

TEST_CASE_METHOD(Watch, "What is said of a camera that was refused stays when the model fails, too") {
    press("camera");
    camera().fail(CameraState::refused);
    const std::string words = twin.page().source_note;
    open(5);
    press("camera");
    camera().fail(CameraState::refused);
    for (int i = 0; i < 2; ++i) {
        fail_run(Failure::session_closed, "It went away.");
        twin.run_idle_work();
    }
    CHECK(twin.page().error == "It went away.");
    CHECK(twin.page().source_note == words);
    CHECK(watching->sources().on() == Source::picture);
}

TEST_CASE_METHOD(fake::Page, "A model without a card is refused") {
    const platform::Launch launch{.experiment = "made_up", .model = "nobody", .models_url = "", .cards = {}};
    CHECK_THROWS_AS(viewfinder::Watching<int>(twin, launch, {.sources = {}, .way_of = fake::shade_way}),
                    std::invalid_argument);
    CHECK(twin.cameras.empty());
}
