// A whole view that sees, in the twin: the pretend detector at every width, in every state of its camera.
#include <catch_amalgamated.hpp>

#include "detector.hpp"
#include "pictures.hpp"
#include "stage.hpp"

using namespace mllab;
using fake::grey;
using platform::CameraState;

namespace {

using Bare = fake::Stage<fake::Detector>;

struct Seeing : fake::CameraPage {
    ui::Faces faces;
    platform::Launch launch{.experiment = "made_up",
                            .model = "made_up",
                            .models_url = "models/",
                            .cards = {{"made_up", fake::card("made_up", R"(["thing"])", R"({"side_px": 16})", "{}")}}};
    std::vector<float> boxes{0.1F, 0.2F, 0.3F, 0.4F, 0.9F};

    Seeing() {
        runtime.network = [this](const fake::Run& run) {
            const auto& shape = std::get<core::Tensor>(run.request.inputs.at(0).value).shape;
            CHECK(shape == core::Shape{1, 3, 16, 16});
            const auto count = static_cast<std::int64_t>(boxes.size() / 5);
            return inference::Outputs({{"boxes", core::Tensor({count, 5}, boxes)}}, 12);
        };
    }
    void allow(Bare& stage) {
        stage.action("camera");
        camera().allow();
        twin.settle(stage);
    }
    void give(Bare& stage, int width, int height, std::uint8_t shade = 90) {
        camera().give(grey(width, height, shade));
        twin.settle(stage);
    }
    void fits_everywhere(Bare& stage) {
        fake::draw_everywhere(twin, stage, [&](float height, float width) {
            CAPTURE(width);
            CHECK(height == Catch::Approx(stage.drawn_height));
            CHECK(height > 250);
            CHECK(height < 1200);
            CHECK(fake::areas_are_tidy(twin, width, height));
            CHECK(twin.area("answer")->rect.y < 500);
        });
    }
    // Draws until nothing moves; then nobody may want another frame, or be woken.
    bool rests(Bare& stage) {
        for (int i = 0; i < 30; ++i) {
            twin.draw(stage, {.width = 768});
            twin.clock_ms += 16;
        }
        return twin.frames_wanted == 0;
    }
};

}  // namespace

TEST_CASE_METHOD(Seeing, "The stage fits at every width, in every state of the camera") {
    Bare stage(twin, faces, launch);
    fits_everywhere(stage);
    CHECK_FALSE(stage.view.shown);
    stage.action("camera");
    fits_everywhere(stage);
    const auto state = GENERATE(CameraState::refused, CameraState::absent, CameraState::taken, CameraState::unsupported,
                                CameraState::lost, CameraState::paused);
    if (state == CameraState::lost || state == CameraState::paused) {
        camera().allow();
        fits_everywhere(stage);
        for (const auto& [width, height] : {std::pair(640, 480), std::pair(480, 640), std::pair(1, 1)}) {
            give(stage, width, height);
            fits_everywhere(stage);
            REQUIRE(stage.view.shown);
            CHECK(stage.view.shown->live);
            CHECK(twin.result().value == "1 things");
        }
        state == CameraState::lost ? camera().fail(state) : camera().hide_page();
        fits_everywhere(stage);
        CHECK(twin.page().state == platform::State::ready);
        camera().show_page();
        fits_everywhere(stage);
    } else {
        camera().fail(state);
        fits_everywhere(stage);
    }
    CHECK_FALSE(twin.page().source_note.empty());
}

TEST_CASE_METHOD(Seeing, "Pictures of every shape fit, and are drawn without a camera") {
    Bare stage(twin, faces, launch);
    for (const auto& [width, height] :
         {std::pair(1024, 768), std::pair(1, 1), std::pair(1024, 1), std::pair(1, 1024), std::pair(16, 16)}) {
        stage.picture(grey(width, height, 40), "made up");
        fits_everywhere(stage);
        REQUIRE(stage.view.shown);
        CHECK_FALSE(stage.view.shown->live);
        CHECK_FALSE(stage.view.shown->placement.mirrored);
        CHECK(twin.result().value == "1 things");
        CHECK(twin.result().settled);
    }
}

TEST_CASE_METHOD(Seeing, "A camera that faces the visitor is shown as a mirror, one that faces the world is not") {
    Bare stage(twin, faces, launch);
    allow(stage);
    give(stage, 640, 480);
    twin.draw(stage, {.width = 768});
    CHECK_FALSE(stage.view.shown->placement.mirrored);
    stage.action("camera");
    allow(stage);
    camera().stop();
    stage.action("camera");
    camera().allow(2);
    give(stage, 640, 480);
    stage.action("switch-camera");
    camera().allow(2);
    give(stage, 640, 480);
    twin.draw(stage, {.width = 768});
    const auto& shown = *stage.view.shown;
    CHECK(shown.placement.mirrored);
    // What is left in the world is seen on the right.
    CHECK(shown.placement.on_stage(0, 0).x > shown.placement.on_stage(1, 0).x);
    CHECK(shown.guide.w == 0.75F);
    CHECK(shown.guide.h == 1);
    // What is drawn over the picture is not drawn over a paused one.
    stage.view.shown.reset();
    camera().hide_page();
    twin.draw(stage, {.width = 768});
    CHECK_FALSE(stage.view.shown);
}

TEST_CASE_METHOD(Seeing, "At rest the stage asks for no frames: in no state of the camera, and between its frames") {
    Bare stage(twin, faces, launch);
    CHECK(rests(stage));
    stage.action("camera");
    CHECK(rests(stage));
    camera().allow();
    CHECK(rests(stage));
    const int runs = runtime.runs_asked;
    give(stage, 640, 480);
    CHECK(twin.frames_wanted == 1);
    CHECK(rests(stage));
    CHECK(runtime.runs_asked == runs + 1);
    camera().hide_page();
    CHECK(rests(stage));
    camera().show_page();
    CHECK(rests(stage));
    camera().fail(CameraState::refused);
    CHECK(rests(stage));
    stage.picture(grey(20, 10, 3), "made up");
    CHECK(rests(stage));
    CHECK(runtime.runs_asked == runs + 2);
}

TEST_CASE_METHOD(Seeing, "An answer about a stream that does not last is not read out") {
    Bare stage(twin, faces, launch);
    allow(stage);
    give(stage, 64, 48);
    CHECK(twin.result().text == "1 things");
    CHECK_FALSE(twin.result().settled);
    for (int i = 0; i < 20; ++i) {
        twin.clock_ms += 100;
        boxes.resize(i % 2 == 0 ? 10 : 5, 0.5F);
        give(stage, 64, 48);
        CHECK_FALSE(twin.result().settled);
    }
    for (int i = 0; i < 5; ++i) {
        twin.clock_ms += 100;
        give(stage, 64, 48);
    }
    CHECK(twin.result().settled);
}

TEST_CASE_METHOD(Seeing, "A long stream takes no more and no more textures, and leaves none behind") {
    {
        Bare stage(twin, faces, launch);
        allow(stage);
        int most = 0;
        for (int i = 0; i < 300; ++i) {
            give(stage, 64, 48, static_cast<std::uint8_t>(i));
            twin.draw(stage, {.width = 360});
            if (i == 2) most = twin.textures_alive;
            if (i > 2) CHECK(twin.textures_alive <= most);
        }
        stage.picture(grey(20, 10, 3), "made up");
        twin.draw(stage, {.width = 360});
        CHECK(twin.textures_alive <= most);
        CHECK(twin.lights_on() == 0);
    }
    CHECK(twin.textures_alive == 0);
}

TEST_CASE_METHOD(Seeing, "Boxes that reach over the picture, or are none, draw nothing outside of it") {
    const float none = std::numeric_limits<float>::quiet_NaN();
    const float far = std::numeric_limits<float>::infinity();
    boxes = {-5, -5,   100, 100, 0.9F, 0.9F, 0.9F, 0.5F, 0.5F, 0.8F, 2,   2,    1,    1,    0.7F, none, 0,   1,
             1,  0.6F, 0,   0,   none, 1,    0.5F, -far, -far, far,  far, 0.4F, 0.5F, 0.5F, 0,    0,    0.3F};
    Bare stage(twin, faces, launch);
    stage.picture(grey(64, 48, 3), "made up");
    fits_everywhere(stage);
    CHECK(twin.result().top.size() == 7);
}
