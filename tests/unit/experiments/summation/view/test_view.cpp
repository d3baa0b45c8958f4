// The whole view in the twin: every width, theme and pixel ratio, before and after an answer.
#include <catch_amalgamated.hpp>

#include "stage.hpp"
#include "summation_fixture.hpp"

using namespace mllab;

namespace {

using Bare = fake::Stage<summation::View>;

// The atlas belongs to the twin's ImGui and outlives the stages of a test.
struct ViewFixture : fake::SummationFixture {
    ui::Faces faces;

    void fits_everywhere(Bare& stage) {
        fake::draw_everywhere(twin, stage, [&](float height, float width) {
            CAPTURE(width);
            CHECK(height == Catch::Approx(stage.drawn_height));
            CHECK(height > 300);
            CHECK(height < 2000);
            CHECK(fake::areas_are_tidy(twin, width, height));
        });
    }
};

}  // namespace

TEST_CASE_METHOD(ViewFixture, "The stage fits at every width, without an answer, with one, and with the look inside") {
    Bare stage(twin, faces, launch());
    fits_everywhere(stage);
    stage.action("field-expression", "999+999");
    fits_everywhere(stage);
    stage.action("look-inside", "");
    fits_everywhere(stage);
    off_by = -1;
    stage.action("field-expression", "1+99");
    fits_everywhere(stage);
    stage.action("field-expression", "1+");
    fits_everywhere(stage);
}

TEST_CASE_METHOD(ViewFixture, "While one types the stage keeps its height") {
    Bare stage(twin, faces, launch());
    const auto height = [&] { return twin.draw(stage, {.width = 1100}); };
    stage.action("field-expression", "1+9");
    const float answered = height();
    for (const char* text : {"1+99", "1+999", "1+", "", "x", "0+0"}) {
        stage.action("field-expression", text);
        CHECK(height() == answered);
    }
}

TEST_CASE_METHOD(ViewFixture, "At rest the stage asks for no frames") {
    Bare stage(twin, faces, launch());
    stage.action("field-expression", "17+38");
    for (int i = 0; i < 30; ++i) {
        twin.draw(stage, {.width = 768});
        twin.clock_ms += 16;
    }
    CHECK(twin.frames_wanted == 0);
}
