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

TEST_CASE_METHOD(ViewFixture, "While a text is written the stage asks for few frames, and at rest for none") {
    runtime.answer_at_once = false;
    Bare stage(twin, faces, launch());
    const auto frame = [&] {
        if (twin.frames_wanted > 0) twin.draw(stage, {.width = 768});
        twin.clock_ms += 16;
    };
    const auto frames_while_writing = [&] {
        stage.action("generate", "");
        while (twin.frames_wanted > 0) frame();
        int drawn = 0;
        for (int i = 0; i < 100; ++i) {
            finish_run();
            drawn += twin.frames_wanted > 0 ? 1 : 0;
            frame();
        }
        CHECK(twin.passage.size() > 90);
        stage.action("stop", "");
        for (int i = 0; i < 40; ++i) frame();
        CHECK(twin.frames_wanted == 0);
        return drawn;
    };
    constexpr int ms = 100 * 16;
    const int words = frames_while_writing();
    CHECK(words >= ms / 250 - 1);
    CHECK(words <= ms / 250 + 4);
    stage.action("look-inside", "");
    const int units = frames_while_writing();
    CHECK(units >= ms / 100 - 2);
    CHECK(units <= ms / 100 + 4);
}

TEST_CASE_METHOD(ViewFixture,
                 "A press on a bar goes on with the text; one that leaves the bar, or scrolls the page, does not") {
    Bare stage(twin, faces, launch());
    stage.action("field-prompt", "ROMEO:\n");
    stage.action("field-length", "40");
    stage.action("generate", "");
    twin.settle(stage);
    twin.draw(stage, {.width = 768});
    REQUIRE(stage.view.controller().place());
    const std::string text = twin.passage;
    REQUIRE(twin.area("candidates") != nullptr);
    const platform::Rect area = twin.area("candidates")->rect;
    using platform::Phase;
    const auto at = [&](Phase phase, float y) {
        stage.pointer({.phase = phase, .x = area.x + 20, .y = y, .area = {}});
    };
    // Somewhere in the middle, where only bars are.
    const float y = area.y + area.h / 2;
    const float elsewhere = y + 60;
    at(Phase::down, y);
    at(Phase::cancel, y);
    at(Phase::up, y);
    at(Phase::down, y);
    at(Phase::up, elsewhere);
    at(Phase::down, area.y);  // the title
    at(Phase::up, area.y);
    CHECK(twin.passage == text);
    at(Phase::down, y);
    at(Phase::move, y + 1);
    at(Phase::up, y + 1);
    CHECK(twin.passage.starts_with(text));
    CHECK(twin.passage.size() == text.size() + 40);
}
