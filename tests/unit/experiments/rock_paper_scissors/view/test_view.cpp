// The whole view in the twin: every width, theme and pixel ratio, through a whole round.
#include "hands_fixture.hpp"

using namespace mllab;
using namespace mllab::rock_paper_scissors;
using fake::hand;

namespace {

struct ViewFixture : fake::Drawn<fake::Hands, View> {
    void frames(Bare& stage, double ms, std::optional<std::uint8_t> shade = {}, bool reduced_motion = false) {
        for (double gone = 0; gone < ms; gone += 50) {
            twin.clock_ms += 50;
            if (shade && camera().light()) camera().give(hand(*shade, 640, 480));
            twin.settle(stage);
            twin.draw(stage, {.width = 768, .reduced_motion = reduced_motion, .now_ms = twin.clock_ms});
        }
    }
};

}  // namespace

TEST_CASE_METHOD(ViewFixture, "The stage fits at every width: empty, counting, looking, revealed, looked into") {
    Bare stage(twin, faces, launch());
    fits_everywhere(stage);
    stage.action("camera");
    camera().allow();
    frames(stage, 300, fake::rock_shade);
    fits_everywhere(stage);
    stage.action("play");
    fits_everywhere(stage);
    frames(stage, 2500, fake::rock_shade);
    fits_everywhere(stage);
    frames(stage, 1500, fake::paper_shade);
    REQUIRE(stage.view.controller().game().last() != nullptr);
    fits_everywhere(stage);
    stage.action("look-inside");
    frames(stage, 200, fake::paper_shade);
    fits_everywhere(stage);
    CHECK(twin.area("inside") != nullptr);
    stage.picture(hand(fake::unclear_shade, 1, 1), "made up");
    fits_everywhere(stage);
}

TEST_CASE_METHOD(ViewFixture, "The stage keeps its height while one plays") {
    Bare stage(twin, faces, launch());
    for (const float width : {320.0F, 360.0F, 768.0F, 1440.0F}) {
        const auto height = [&] { return twin.draw(stage, {.width = width}); };
        const float before = height();
        for (const char* id : {"hand-rock", "hand-paper", "hand-scissors", "learner", "hand-rock", "hand-rock", "play",
                               "play", "best-of", "hand-paper"}) {
            stage.action(id);
            CAPTURE(width, id);
            CHECK(height() == before);
        }
    }
}

TEST_CASE_METHOD(ViewFixture,
                 "At rest no frames are asked for; a countdown asks, and so does the reveal for a moment") {
    Bare stage(twin, faces, launch());
    frames(stage, 500);
    twin.frames_wanted = 0;
    frames(stage, 100);
    CHECK(twin.frames_wanted == 0);
    stage.action("play");
    frames(stage, 200);
    CHECK(twin.frames_wanted > 0);
    stage.action("play");
    frames(stage, 500);
    CHECK(twin.frames_wanted == 0);
    stage.action("hand-rock");
    frames(stage, 1000);
    CHECK(twin.frames_wanted == 0);
}

TEST_CASE_METHOD(ViewFixture, "With reduced motion nothing moves by itself but the count") {
    Bare stage(twin, faces, launch());
    stage.action("hand-rock");
    frames(stage, 50, {}, true);
    CHECK(twin.frames_wanted == 0);
}
