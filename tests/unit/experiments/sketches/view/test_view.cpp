// The whole view in the twin: every width, theme and pixel ratio, at rest, in a game and with the look inside.
#include <catch_amalgamated.hpp>

#include "sketches_fixture.hpp"
#include "stage.hpp"

using namespace mllab;
using Fixture = fake::SketchesFixture;
using fake::sketches_launch;

namespace {

using Bare = fake::Stage<sketches::View>;

// The atlas belongs to the twin's ImGui and outlives the stages of a test.
struct ViewFixture : Fixture {
    ui::Faces faces;

    void fits_everywhere(Bare& stage) {
        fake::draw_everywhere(twin, stage, [&](float height, float width) {
            CAPTURE(width);
            CHECK(height == Catch::Approx(stage.drawn_height));
            CHECK(height > width / 3);
            CHECK(fake::areas_are_tidy(twin, width, height));
        });
    }
};

}  // namespace

TEST_CASE_METHOD(ViewFixture, "With examples, comparison and look inside the stage fits at every width") {
    finds(0);  // the longest name
    for (const char* model : {"sketches_cnn", "sketches_mlp"}) {
        CAPTURE(model);
        Bare stage(twin, faces, sketches_launch(model));
        twin.run_idle_work();
        fits_everywhere(stage);
        stage.action("example-0", "");
        stage.action("look-inside", "");
        twin.clock_ms += 2000;
        fits_everywhere(stage);
        stage.action("compare", "");
        fits_everywhere(stage);
    }
}

TEST_CASE_METHOD(ViewFixture, "The game's banner fits in every phase, and what is drawn stays on the pad's place") {
    finds(1);
    Bare stage(twin, faces, sketches_launch());
    const float without = twin.draw(stage, {.width = 360});
    stage.action("game", "");
    const float with = twin.draw(stage, {.width = 360, .now_ms = twin.clock_ms});
    CHECK(with > without);
    REQUIRE(twin.area("pad"));
    CHECK(twin.area("pad")->rect.y > 40);
    fits_everywhere(stage);
    twin.clock_ms += 16'000;
    fits_everywhere(stage);
    finds(stage.view.sketches().game().round().word);
    stroke(stage.view.sketches());
    REQUIRE(stage.view.sketches().game().phase() == sketches::Game::Phase::outcome);
    fits_everywhere(stage);
    for (std::size_t i = 0; i < sketches::Game::rounds; ++i) stage.action("skip", "");
    REQUIRE(stage.view.sketches().game().phase() == sketches::Game::Phase::over);
    fits_everywhere(stage);
    stage.action("category", "The Eiffel Tower");
    fits_everywhere(stage);
    stage.action("game", "");
    CHECK(twin.draw(stage, {.width = 360}) == without);
}

TEST_CASE_METHOD(ViewFixture, "At rest the stage asks for no frames; a game asks for all of them") {
    finds(1);
    Bare stage(twin, faces, sketches_launch());
    const auto wanted_after_a_while = [&] {
        for (int i = 0; i < 30; ++i) {
            twin.draw(stage, {.width = 768});
            twin.clock_ms += 16;
        }
        return twin.frames_wanted;
    };
    stroke(stage.view.sketches());
    CHECK(wanted_after_a_while() == 0);
    stage.action("game", "");
    CHECK(wanted_after_a_while() > 0);
    stage.action("game", "");
    CHECK(wanted_after_a_while() == 0);
    stage.action("category", "zebra");
    CHECK(wanted_after_a_while() == 0);
}
