// The whole view in the twin: every width, theme and pixel ratio, before, while and after a text is written.
#include <catch_amalgamated.hpp>

#include "stage.hpp"
#include "text_fixture.hpp"

using namespace mllab;

namespace {

using Bare = fake::Stage<text_generation::View>;

// The atlas belongs to the twin's ImGui and outlives the stages of a test.
struct ViewFixture : fake::TextFixture {
    ui::Faces faces;

    void fits_everywhere(Bare& stage) {
        fake::draw_everywhere(twin, stage, [&](float height, float width) {
            CAPTURE(width);
            CHECK(height == Catch::Approx(stage.drawn_height));
            CHECK(height > 200);
            CHECK(height < 1500);
            CHECK(fake::areas_are_tidy(twin, width, height));
        });
    }
};

}  // namespace

TEST_CASE_METHOD(ViewFixture, "The stage fits at every width, before a text, with one, and with the look inside") {
    Bare stage(twin, faces, launch());
    fits_everywhere(stage);
    stage.action("look-inside", "");
    fits_everywhere(stage);
    stage.action("generate", "");
    twin.clock_ms += 1000;
    fits_everywhere(stage);
    stage.action("passage-character", "20");
    fits_everywhere(stage);
}

TEST_CASE_METHOD(ViewFixture, "While a text is written the stage asks for frames, and at rest for none") {
    runtime.answer_at_once = false;
    Bare stage(twin, faces, launch());
    stage.action("generate", "");
    const auto frame = [&] {
        twin.draw(stage, {.width = 768});
        twin.clock_ms += 16;
    };
    int asked = 0;
    for (int i = 0; i < 100; ++i) {
        finish_run();
        asked += twin.frames_wanted > 0 ? 1 : 0;
        frame();
    }
    CHECK(asked >= 100 * 16 / 50 - 2);  // twenty a second
    CHECK(twin.passage.size() > 90);
    stage.action("stop", "");
    for (int i = 0; i < 40; ++i) frame();
    CHECK(twin.frames_wanted == 0);
}
