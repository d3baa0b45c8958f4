// A look back at how a drawing was made, and at how the network's answer came about.
#include <catch_amalgamated.hpp>

#include "digits_fixture.hpp"
#include "ink/stroke_text.hpp"

using namespace mllab;
using namespace mllab::sketchpad;

namespace {

struct Fixture : fake::DigitsFixture {
    // The longer the stroke, the surer the network is of a 1; a short one is a 7.
    static inference::Outputs by_ink(const fake::Run& run) {
        const auto& pixels = std::get<core::Tensor>(run.request.inputs.front().value).as<float>();
        float ink = 0;
        for (const float pixel : pixels) ink += pixel;
        return fake::outputs_for(run, ink > 60 ? 1 : 7, 8);
    }
    // Two strokes of a second each, with half a second between them.
    static void two_strokes(fake::DigitsController& controller) {
        const auto at = [&](platform::Phase phase, float x, float y, double t) {
            controller.pen({.phase = phase,
                            .kind = platform::PointerKind::mouse,
                            .id = 1,
                            .x = x,
                            .y = y,
                            .t_ms = t,
                            .eraser = false,
                            .area = "pad"});
        };
        at(platform::Phase::down, 150, 60, 0);
        at(platform::Phase::move, 150, 160, 500);
        at(platform::Phase::up, 150, 260, 1000);
        at(platform::Phase::down, 80, 150, 1500);
        at(platform::Phase::move, 150, 150, 2000);
        at(platform::Phase::up, 240, 150, 2500);
    }
    [[nodiscard]] std::size_t strokes(const fake::DigitsController& controller) const {
        return controller.pad().ink().size();
    }
};

}  // namespace

TEST_CASE("A replay stands at its beginning, goes on with time, stops at its end and begins again") {
    Replay replay({{{0, 0, 0}, {100, 0, 400}}});
    CHECK(replay.duration_ms() == 400);
    CHECK_FALSE(replay.advance(100));
    replay.play(1000);
    CHECK(replay.advance(1100));
    CHECK(replay.position_ms() == Catch::Approx(100));
    CHECK(replay.at(replay.position_ms()).front().back().x == Catch::Approx(25));
    CHECK(replay.advance(9000));
    CHECK(replay.at_end());
    CHECK_FALSE(replay.playing());
    replay.play(9000);
    CHECK(replay.position_ms() == 0);
    replay.seek(1e9F);
    CHECK_FALSE(replay.playing());
    CHECK(replay.position_ms() == 400);
    replay.seek(-5);
    CHECK(replay.position_ms() == 0);
    replay.play(0);
    replay.advance(-100);  // a clock that goes back
    CHECK(replay.position_ms() == 0);
}

TEST_CASE("A course has the classes that were likeliest at any moment, the last answer first") {
    const Course course = course_of({100, 200, 300}, {{}, {0.9F, 0.1F, 0, 0, 0, 0, 0}, {0.2F, 0.7F, 0.1F, 0, 0, 0, 0}});
    REQUIRE(course.lines.size() == Course::most_lines);
    CHECK(course.lines[0].label == 1);
    CHECK(course.lines[1].label == 0);
    CHECK(value_at(course, course.lines[1], 50) == 0);
    CHECK(value_at(course, course.lines[1], 150) == Catch::Approx(0.45));
    CHECK(value_at(course, course.lines[1], 250) == Catch::Approx(0.55));
    CHECK(value_at(course, course.lines[0], 1000) == Catch::Approx(0.7));
    CHECK(course_of({1}, {{}}).lines.empty());
    CHECK_THROWS_AS(course_of({1}, {}), std::invalid_argument);
    CHECK_THROWS_AS(course_of({1, 2}, {{1}, {1, 0}}), std::invalid_argument);
}

TEST_CASE_METHOD(Fixture, "A replay draws the drawing again, with the network's answers, and stops at its end") {
    runtime.answer_at_once = true;
    runtime.network = by_ink;
    fake::DigitsController controller(twin, fake::launch());
    CHECK_FALSE(twin.action("replay")->enabled);
    CHECK(twin.action("replay-play") == nullptr);
    two_strokes(controller);
    const auto kept = twin.page().kept;
    REQUIRE(twin.action("replay")->enabled);
    controller.action("replay");
    CHECK(twin.action("replay")->pressed == true);
    CHECK(twin.action("replay-play")->label == "Pause");
    REQUIRE(controller.replaying().course());
    CHECK(controller.replaying().course()->lines.front().label == 1);
    CHECK(twin.page().state == platform::State::busy);
    CHECK_FALSE(twin.result().settled);

    CHECK(controller.advance(twin.clock_ms + 500, false));
    CHECK(strokes(controller) == 1);
    CHECK(twin.result().value == "7");
    CHECK(twin.page().kept == kept);
    CHECK(twin.field("replay")->said == "0 of 2.5 s");
    CHECK(controller.advance(twin.clock_ms + 1700, false));
    CHECK(strokes(controller) == 2);
    CHECK_FALSE(controller.advance(twin.clock_ms + 10'000, false));
    CHECK(twin.result().value == "1");
    CHECK(twin.result().settled);
    CHECK(twin.action("replay-play")->label == "Play");
    controller.action("replay");
    CHECK(twin.field("replay") == nullptr);
    CHECK(twin.page().kept == kept);
    CHECK(strokes(controller) == 2);
}

TEST_CASE_METHOD(Fixture, "The slider shows any moment and says what the network saw; nonsense moves nothing") {
    runtime.answer_at_once = true;
    runtime.network = by_ink;
    fake::DigitsController controller(twin, fake::launch());
    two_strokes(controller);
    controller.action("replay");
    controller.command(twin.command("field-replay", "5"));
    CHECK(strokes(controller) == 1);
    CHECK_FALSE(controller.replaying().playing());
    CHECK(twin.field("replay")->high == 25);
    CHECK(twin.field("replay")->value == "5");
    CHECK(twin.field("replay")->below);
    CHECK(twin.field("replay")->said.starts_with("0.5 of 2.5 s: 7 99."));
    const std::uint64_t revision = twin.page().revision;
    for (const char* text : {"", "-1", "26", "x", "1e3", "99999999999999999999", "5.5"})
        controller.command(twin.command("field-replay", text));
    CHECK(twin.page().revision == revision);
    controller.command(twin.command("field-replay", "25"));
    CHECK(strokes(controller) == 2);
    CHECK(twin.field("replay")->said.starts_with("2.5 of 2.5 s: 1 99."));
    controller.action("replay-play");
    CHECK(controller.replaying().playing());
    CHECK(controller.replaying().replay().position_ms() == 0);
}

TEST_CASE_METHOD(Fixture, "With less motion a replay stands at its end, and moves only by hand") {
    finds(1);
    fake::DigitsController controller(twin, fake::launch());
    two_strokes(controller);
    controller.advance(twin.clock_ms, true);
    controller.action("replay");
    CHECK_FALSE(controller.replaying().playing());
    CHECK(strokes(controller) == 2);
    CHECK(twin.page().state == platform::State::ready);
    CHECK(twin.field("replay")->value == "25");
}

TEST_CASE_METHOD(Fixture, "Whoever draws, undoes or clears is back at the whole drawing") {
    finds(1);
    fake::DigitsController controller(twin, fake::launch());
    two_strokes(controller);
    controller.action("replay");
    controller.command(twin.command("field-replay", "5"));
    stroke(controller);
    CHECK_FALSE(controller.replaying().on());
    CHECK(strokes(controller) == 3);
    controller.action("replay");
    controller.command(twin.command("field-replay", "5"));
    controller.action("undo");
    CHECK_FALSE(controller.replaying().on());
    CHECK(strokes(controller) == 2);
    controller.action("replay");
    controller.action("clear");
    CHECK_FALSE(controller.replaying().on());
    CHECK_FALSE(twin.action("replay")->enabled);
}

TEST_CASE_METHOD(Fixture, "Another network is asked about the same moments; one that fails says so") {
    finds(1);
    fake::DigitsController controller(twin, fake::launch());
    two_strokes(controller);
    controller.advance(twin.clock_ms, true);
    controller.action("replay");
    REQUIRE(controller.replaying().course());
    CHECK(controller.replaying().course()->lines.front().label == 1);
    twin.run_idle_work();
    found = 7;
    controller.action("model-digits_mlp");
    twin.page();
    REQUIRE(controller.replaying().course());
    CHECK(controller.replaying().course()->lines.front().label == 7);
    controller.action("replay");
    runtime.network = [](const fake::Run&) -> inference::Outputs {
        throw inference::ModelError(inference::Failure::runtime_error, "It broke.");
    };
    controller.action("replay");
    CHECK(controller.replaying().failed());
    CHECK_FALSE(controller.replaying().course());
}

TEST_CASE_METHOD(Fixture, "A link's drawing waits for its network, and for nobody who draws meanwhile") {
    runtime.load_at_once = false;
    found = 1;
    std::map<std::string, std::string> fields{
        {"drawing", ink::text_of(ink::Strokes{{{150, 60, 0}, {150, 250, 800}}}, ui::DrawingPad::side)}};
    platform::Launch launch = fake::launch();
    launch.fields = fields;
    {
        fake::DigitsController controller(twin, launch);
        controller.advance(twin.clock_ms, false);
        CHECK_FALSE(controller.replaying().on());
        CHECK(strokes(controller) == 1);
        finish_load();
        controller.advance(twin.clock_ms, false);
        CHECK(controller.replaying().playing());
    }
    fake::DigitsController controller(twin, launch);
    stroke(controller);
    finish_load();
    controller.advance(twin.clock_ms, false);
    CHECK_FALSE(controller.replaying().on());
    CHECK(strokes(controller) == 2);
}
