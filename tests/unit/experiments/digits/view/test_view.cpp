// The whole view in the twin: every width, theme and pixel ratio, with ImGui for real.
#include <catch_amalgamated.hpp>

#include "digits_fixture.hpp"
#include "experiments/digits/view/view.hpp"
#include "stage.hpp"

using namespace mllab;
using Fixture = fake::DigitsFixture;
using platform::Phase;

namespace {

using Bare = fake::Stage<digits::View>;

// The atlas belongs to the twin's ImGui and outlives the stages of a test.
struct ViewFixture : Fixture {
    ui::Faces faces;
};

}  // namespace

TEST_CASE_METHOD(ViewFixture,
                 "At every width, ratio and theme the stage fits, and its height is known before it is drawn") {
    finds(5);
    for (const char* model : {"digits_cnn", "digits_mlp", "digits_pocket"}) {
        Bare stage(twin, faces, fake::launch_with_pocket(model));
        twin.run_idle_work();
        stage.action("example-5", "");
        stage.action("look-inside", "");
        stage.action("compare", "");
        twin.clock_ms += 2000;
        fake::draw_everywhere(twin, stage, [&](float height, float width) {
            CAPTURE(model, width);
            CHECK(height == Catch::Approx(stage.drawn_height));
            CHECK(height > width / 3);
            CHECK(fake::areas_are_tidy(twin, width, height));
        });
    }
}

TEST_CASE_METHOD(ViewFixture, "A visitor with larger text gets a larger stage") {
    Bare stage(twin, faces, fake::launch());
    const float normal = twin.draw(stage, {.width = 360, .em = 16});
    const float large = twin.draw(stage, {.width = 360, .em = 24});
    CHECK(large > normal * 1.15F);
}

TEST_CASE_METHOD(ViewFixture, "A stroke lands where the finger is, wherever the pad lies and however large it is") {
    finds(1);
    for (const float width : {360.0F, 1100.0F}) {
        Bare stage(twin, faces, fake::launch());
        twin.draw(stage, {.width = width});
        REQUIRE(twin.area("pad"));
        CHECK(twin.area("pad")->takes_drags);
        CHECK_FALSE(twin.area("pad")->label.empty());
        const platform::Rect pad = twin.area("pad")->rect;
        CHECK(pad.w == pad.h);
        const auto at = [&](Phase phase, float u, float v) {
            stage.pointer({.phase = phase,
                           .kind = platform::PointerKind::touch,
                           .id = 3,
                           .x = pad.x + u * pad.w,
                           .y = pad.y + v * pad.h,
                           .t_ms = 0,
                           .eraser = false,
                           .area = "pad"});
        };
        at(Phase::down, 0.25F, 0.5F);
        at(Phase::move, 0.75F, 0.5F);
        at(Phase::up, 0.75F, 0.5F);
        const auto ink = stage.view.controller().pad().ink();
        REQUIRE(ink.size() == 1);
        CHECK(ink[0].front().x == Catch::Approx(80));
        CHECK(ink[0].back().x == Catch::Approx(240));
        CHECK(ink[0].back().y == Catch::Approx(160));
        // A press that another area took draws nothing.
        stage.pointer({.phase = Phase::down, .id = 9, .x = pad.x + 10, .y = pad.y + 10, .area = ""});
        CHECK(stage.view.controller().pad().ink().size() == 1);
    }
}

TEST_CASE_METHOD(ViewFixture, "At rest the stage asks for no frames") {
    finds(1);
    Bare stage(twin, faces, fake::launch());
    stroke(stage.view.controller());
    for (int i = 0; i < 30; ++i) {
        twin.draw(stage, {.width = 768});
        twin.clock_ms += 16;
    }
    CHECK(twin.frames_wanted == 0);
}

TEST_CASE_METHOD(ViewFixture,
                 "A look inside adds its area, follows the drawing and says what it shows on an empty pad") {
    finds(1);
    Bare stage(twin, faces, fake::launch("digits_mlp"));
    const float closed = twin.draw(stage, {.width = 768});
    CHECK_FALSE(twin.area("inside"));
    stage.action("look-inside", "");
    const float empty = twin.draw(stage, {.width = 768});
    REQUIRE(twin.area("inside"));
    CHECK(empty > closed);
    stage.action("example-1", "");
    twin.clock_ms += 5000;
    twin.draw(stage, {.width = 768});
    CHECK(twin.draw(stage, {.width = 768}) > empty + 200);
    CHECK(twin.textures_alive > 2);
    stage.action("look-inside", "");
    CHECK(twin.draw(stage, {.width = 768}) == closed);
}

TEST_CASE_METHOD(ViewFixture, "A network that gives its weights shows all of them, in a picture and in words") {
    finds(1);
    Bare stage(twin, faces, fake::launch_with_pocket());
    stage.action("look-inside", "");
    twin.draw(stage, {.width = 768});
    CHECK_FALSE(twin.area("weights"));  // not asked yet
    stage.action("example-1", "");
    twin.clock_ms += 5000;
    twin.draw(stage, {.width = 768});
    twin.draw(stage, {.width = 768});
    REQUIRE(twin.area("weights"));
    CHECK_FALSE(twin.area("weights")->takes_drags);
    CHECK_THAT(twin.area("weights")->label, Catch::Matchers::ContainsSubstring("179 numbers"));
    CHECK(twin.area("weights")->rect.y >= twin.area("inside")->rect.bottom());
    // They are no answer to a drawing: they stay when it goes.
    stage.action("clear", "");
    twin.draw(stage, {.width = 768});
    CHECK(twin.area("weights"));
    stage.action("model-digits_cnn", "");
    stage.action("example-1", "");
    twin.clock_ms += 5000;
    twin.draw(stage, {.width = 768});
    twin.draw(stage, {.width = 768});
    CHECK(twin.area("inside"));
    CHECK_FALSE(twin.area("weights"));
}

TEST_CASE_METHOD(ViewFixture, "Three answers stand in rows where there is no room beside each other") {
    finds(1);
    Bare stage(twin, faces, fake::launch_with_pocket());
    twin.run_idle_work();
    stage.action("example-1", "");
    twin.clock_ms += 5000;
    twin.draw(stage, {.width = 360});
    stage.action("compare", "");
    twin.draw(stage, {.width = 360});
    const float narrow = twin.area("answer")->rect.h;
    twin.draw(stage, {.width = 1440});
    const float wide = twin.area("answer")->rect.h;
    Bare two(twin, faces, fake::launch());
    twin.run_idle_work();
    two.action("compare", "");
    twin.draw(two, {.width = 360});
    CHECK(narrow > 1.8F * twin.area("answer")->rect.h);
    CHECK(narrow > wide);
}
