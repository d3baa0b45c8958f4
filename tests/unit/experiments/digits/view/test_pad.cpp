// What comes onto the pad: by pen, finger and keys, as a picture, as an example.
#include <algorithm>
#include <catch_amalgamated.hpp>

#include "digits_fixture.hpp"

using namespace mllab;
using Fixture = fake::DigitsFixture;
using platform::Phase;
using platform::State;

namespace {

image::RgbaImage picture_of_a_one() {
    image::RgbaImage image(100, 100, std::vector<std::uint8_t>(std::size_t{100} * 100 * 4, 255));
    for (std::size_t y = 20; y < 80; ++y)
        for (std::size_t x = 46; x < 54; ++x)
            for (std::size_t channel = 0; channel < 3; ++channel) image.pixels[(y * 100 + x) * 4 + channel] = 0;
    return image;
}

}  // namespace

TEST_CASE_METHOD(Fixture, "A picture is shown in place of strokes, answered, and asked again of the other model") {
    fake::DigitsController controller(twin, fake::launch());
    twin.run_idle_work();
    controller.picture(picture_of_a_one(), "one.png");
    CHECK(controller.pad().picture());
    REQUIRE(runtime.runs.size() == 1);
    const core::Tensor input = std::get<core::Tensor>(runtime.runs[0]->request.inputs[0].value);
    CHECK(input.shape == core::Shape{1, 1, 28, 28});
    const auto& pixels = input.as<float>();
    CHECK(*std::ranges::max_element(pixels) > 0.5F);  // ink is bright, paper dark
    CHECK(pixels[0] < 0.1F);
    finish_run(1);
    CHECK(twin.result().value == "1");
    controller.action("model-digits_mlp");
    finish_run(7);
    CHECK(twin.result().value == "7");
    controller.action("undo");
    CHECK(controller.pad().empty());
    CHECK(twin.result().value.empty());
}

TEST_CASE_METHOD(Fixture, "An example draws itself, keeps the page busy until it is drawn, and answers on the way") {
    finds(3);
    fake::DigitsController controller(twin, fake::launch());
    controller.action("example-3");
    CHECK(twin.page().state == State::busy);
    CHECK_FALSE(twin.result().settled);
    while (controller.advance(twin.clock_ms += 16, false)) CHECK(twin.page().state == State::busy);
    CHECK(current());
    CHECK(twin.result().settled);
    CHECK(twin.result().value == "3");
    CHECK(twin.page().revision > 5);
}

TEST_CASE_METHOD(Fixture, "Under reduced motion an example is there at once") {
    finds(3);
    fake::DigitsController controller(twin, fake::launch());
    controller.advance(twin.clock_ms, true);
    controller.action("example-3");
    CHECK(current());
    CHECK(twin.result().value == "3");
}

TEST_CASE_METHOD(Fixture, "Every example is a digit that the pipeline would ask a network about") {
    finds(0);
    fake::DigitsController controller(twin, fake::launch());
    controller.advance(twin.clock_ms, true);
    for (int digit = 0; digit < 10; ++digit) {
        CAPTURE(digit);
        const int before = runtime.runs_asked;
        controller.action("example-" + std::to_string(digit));
        CHECK(runtime.runs_asked == before + 1);
        CHECK(twin.result().top.size() == 10);
    }
}

TEST_CASE_METHOD(Fixture, "The text for screen readers waits while the pen is down; the answer itself does not") {
    finds(1);
    fake::DigitsController controller(twin, fake::launch());
    sample(controller, Phase::down, 150, 60);
    sample(controller, Phase::move, 150, 200);
    CHECK(twin.result().value == "1");
    CHECK_FALSE(twin.result().settled);
    sample(controller, Phase::up, 150, 200);
    CHECK(twin.result().settled);
}

TEST_CASE_METHOD(Fixture, "A second finger does not draw, and a cancelled one leaves its ink") {
    finds(1);
    fake::DigitsController controller(twin, fake::launch());
    sample(controller, Phase::down, 150, 60, 1);
    sample(controller, Phase::down, 20, 20, 2);
    sample(controller, Phase::move, 30, 30, 2);
    sample(controller, Phase::up, 30, 30, 2);
    sample(controller, Phase::move, 150, 200, 1);
    sample(controller, Phase::cancel, 150, 200, 1);
    REQUIRE(controller.pad().ink().size() == 1);
    CHECK(controller.pad().ink()[0].back().y == 200);
    sample(controller, Phase::down, 20, 20, 2);
    CHECK(controller.pad().ink().size() == 2);
}

TEST_CASE_METHOD(Fixture, "A pen takes over from a palm that rests on the pad, and the palm has drawn nothing") {
    finds(1);
    fake::DigitsController controller(twin, fake::launch());
    const auto touch = [&](Phase phase, float x, float y, platform::PointerKind kind, int id) {
        controller.pen({.phase = phase, .kind = kind, .id = id, .x = x, .y = y, .area = "pad"});
    };
    constexpr auto palm = platform::PointerKind::touch;
    constexpr auto pen = platform::PointerKind::pen;
    touch(Phase::down, 250, 300, palm, 1);
    touch(Phase::move, 255, 305, palm, 1);
    touch(Phase::down, 150, 60, pen, 2);
    touch(Phase::move, 260, 310, palm, 1);
    touch(Phase::move, 150, 200, pen, 2);
    touch(Phase::up, 260, 310, palm, 1);
    touch(Phase::up, 150, 240, pen, 2);
    REQUIRE(controller.pad().ink().size() == 1);
    CHECK(controller.pad().ink()[0].front().y == 60);
    CHECK(controller.pad().ink()[0].back().y == 240);
    // A palm that comes while the pen draws is a second finger.
    touch(Phase::down, 60, 60, pen, 2);
    touch(Phase::down, 250, 300, palm, 1);
    touch(Phase::move, 60, 200, pen, 2);
    CHECK(controller.pad().ink()[1].back().y == 200);
}

TEST_CASE_METHOD(Fixture, "Clear frees the pad from a pointer that never came up") {
    finds(1);
    fake::DigitsController controller(twin, fake::launch());
    sample(controller, Phase::down, 150, 60, 1);
    sample(controller, Phase::move, 150, 200, 1);
    controller.action("clear");
    CHECK(controller.pad().empty());
    sample(controller, Phase::move, 150, 250, 1);
    CHECK(controller.pad().empty());
    sample(controller, Phase::down, 20, 20, 2);
    sample(controller, Phase::up, 90, 20, 2);
    CHECK(controller.pad().ink().size() == 1);
}

TEST_CASE_METHOD(Fixture, "The eraser, also the pen's other end, removes ink and is put away by clearing") {
    finds(1);
    fake::DigitsController controller(twin, fake::launch());
    stroke(controller);
    controller.action("eraser");
    CHECK(twin.action("eraser")->pressed == true);
    sample(controller, Phase::down, 150, 150);
    sample(controller, Phase::up, 150, 150);
    CHECK(controller.pad().ink().size() == 2);
    controller.action("clear");
    CHECK(twin.action("eraser")->pressed == false);
    stroke(controller);
    controller.pen({.phase = Phase::down,
                    .kind = platform::PointerKind::pen,
                    .id = 4,
                    .x = 150,
                    .y = 150,
                    .t_ms = 0,
                    .eraser = true,
                    .area = "pad"});
    CHECK(controller.pad().ink().size() == 2);
}

TEST_CASE_METHOD(Fixture, "Keys draw only while the pad has the focus, and leaving it lifts the pen") {
    finds(1);
    fake::DigitsController controller(twin, fake::launch());
    controller.focus(true, true);
    CHECK(controller.focus_visible());
    CHECK(controller.key({.area = "pad", .name = " "}));
    for (int i = 0; i < 10; ++i) controller.key({.area = "pad", .name = "ArrowDown"});
    CHECK(twin.result().value == "1");
    CHECK_FALSE(controller.key({.area = "pad", .name = "z", .control = true}));
    controller.focus(false, false);
    CHECK_FALSE(controller.pad().pressed());
    CHECK_FALSE(controller.focus_visible());
    CHECK(twin.result().settled);
}
