// Pictures: the network that finds ink comes when the first one does; turning, cropping, picking one of several digits.
#include <catch_amalgamated.hpp>

#include "digits_fixture.hpp"
#include "experiments/digits/view/view.hpp"
#include "stage.hpp"

using namespace mllab;
using Fixture = fake::DigitsFixture;
using inference::Failure;
using platform::Phase;
using platform::State;

namespace {

// White, with dark bars at these places.
image::RgbaImage bars(int width, int height, const std::vector<image::Part>& dark) {
    image::RgbaImage picture(width, height);
    std::ranges::fill(picture.pixels, std::uint8_t{255});
    for (const image::Part& bar : dark)
        for (int y = bar.top; y < bar.top + bar.height; ++y)
            for (int x = bar.left; x < bar.left + bar.width; ++x)
                for (std::size_t channel = 0; channel < 3; ++channel)
                    picture.pixels[4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                                        static_cast<std::size_t>(x)) +
                                   channel] = 20;
    return picture;
}

image::RgbaImage one() { return bars(300, 200, {{140, 40, 16, 120}}); }
image::RgbaImage two() { return bars(300, 200, {{60, 40, 16, 120}, {220, 40, 16, 120}}); }

struct InkFixture : Fixture {
    ui::Faces faces;
    int ink_loads() const {
        return static_cast<int>(std::ranges::count(runtime.loads, std::string("digits_ink"), &fake::Load::id));
    }
};

}  // namespace

TEST_CASE_METHOD(InkFixture, "The network that finds ink answers nothing itself, and comes with the first picture") {
    runtime.load_at_once = false;
    finds(1);
    fake::DigitsController page(twin, fake::launch_with_ink());
    finish_load();
    twin.run_idle_work();
    finish_load();
    CHECK(runtime.loads_asked == 2);
    CHECK(twin.action("model-digits_cnn"));
    CHECK_FALSE(twin.action("model-digits_ink"));
    CHECK(page.answering().readers().size() == 2);

    page.picture(one(), "one.png");
    REQUIRE(ink_loads() == 1);
    CHECK(twin.page().state == State::loading);
    CHECK_FALSE(page.found());
    finish_load();
    CHECK(current());
    CHECK(twin.result().value == "1");
    REQUIRE(page.found());
    CHECK_FALSE(page.found()->ink.marked.empty());
    // The second one finds it there.
    page.picture(bars(200, 200, {{90, 40, 16, 120}}), "two.png");
    CHECK(current());
    CHECK(runtime.loads_asked == 3);
}

TEST_CASE_METHOD(InkFixture, "Its progress is told apart from that of the model that answers") {
    runtime.load_at_once = false;
    fake::DigitsController page(twin, fake::launch_with_ink());
    finish_load();
    page.picture(one(), "one.png");
    finish_load();
    for (const platform::Progress& progress : twin.page().progress)
        CHECK((progress.part == "runtime" || progress.part == "model" || progress.part == "helper"));
}

TEST_CASE_METHOD(InkFixture, "Without the network a picture is read by brightness, the page says so, and tries again") {
    runtime.load_at_once = false;
    finds(1);
    fake::DigitsController page(twin, fake::launch_with_ink());
    finish_load();
    page.picture(one(), "one.png");
    finish_load(inference::ModelError(Failure::file_missing, "The network could not be loaded."));
    CHECK(twin.page().state == State::error);
    CHECK(twin.page().error.starts_with("The network could not be loaded. Until then"));
    CHECK(twin.result().value == "1");
    REQUIRE(twin.action("retry"));
    page.action("retry");
    CHECK(twin.page().state == State::loading);
    REQUIRE(ink_loads() == 1);
    finish_load();
    CHECK(current());
    CHECK_FALSE(twin.action("retry"));
    CHECK(twin.result().value == "1");
    REQUIRE(page.found());
    CHECK_FALSE(page.found()->ink.marked.empty());
}

TEST_CASE_METHOD(InkFixture, "A run of it that fails is said, and drawing goes on") {
    fake::DigitsController page(twin, fake::launch_with_ink());
    page.picture(one(), "one.png");
    REQUIRE(runtime.runs.size() == 1);
    CHECK(runtime.runs[0]->model == "digits_ink");
    CHECK(twin.page().state == State::busy);
    fail_run(Failure::out_of_memory, "There is not enough memory.");
    finish_run(1);
    while (!runtime.runs.empty()) finish_run(1);
    CHECK(twin.page().state == State::error);
    CHECK(twin.result().value == "1");
    page.action("clear");
    CHECK(twin.page().state == State::ready);
}

TEST_CASE_METHOD(InkFixture, "What is drawn while a picture is looked through comes first") {
    fake::DigitsController page(twin, fake::launch_with_ink());
    page.picture(one(), "one.png");
    stroke(page);
    while (!runtime.runs.empty()) finish_run(7);
    CHECK(current());
    CHECK(twin.result().value == "7");
    CHECK_FALSE(page.found());
    page.action("undo");
    while (!runtime.runs.empty()) finish_run(1);
    CHECK(current());
    CHECK(page.pad().picture());
    CHECK(twin.result().value == "1");
}

TEST_CASE_METHOD(InkFixture, "A picture is turned by quarters, which can be undone") {
    finds(1);
    fake::DigitsController page(twin, fake::launch_with_ink());
    CHECK_FALSE(twin.action("turn-left"));
    CHECK(twin.action("eraser"));
    page.picture(one(), "one.png");
    REQUIRE(twin.action("turn-left"));
    CHECK_FALSE(twin.action("eraser"));
    page.action("turn-left");
    CHECK(page.pad().picture()->pixels.width == 200);
    CHECK(page.pad().picture()->pixels.height == 300);
    CHECK(current());
    page.action("turn-right");
    CHECK(page.pad().picture()->pixels.pixels == one().pixels);
    page.action("undo");
    CHECK(page.pad().picture()->pixels.width == 200);
}

TEST_CASE_METHOD(InkFixture, "A picture is cropped by dragging, by keys, or not at all") {
    finds(1);
    fake::DigitsController page(twin, fake::launch_with_ink());
    page.picture(one(), "one.png");
    const auto revision = twin.page().revision;
    page.action("crop");
    CHECK(twin.action("crop")->pressed == true);
    CHECK_FALSE(twin.action("turn-left"));
    CHECK(twin.result().text.starts_with("Crop: "));
    CHECK(twin.result().value == "1");
    // The picture is 300 x 200 and fills the pad from side to side: 8 to 312, 58.7 to 261.3.
    sample(page, Phase::down, 8 + 304 * 0.25F, 59 + 203 * 0.1F);
    sample(page, Phase::move, 8 + 304 * 0.5F, 59 + 203 * 0.5F);
    sample(page, Phase::up, 8 + 304 * 0.75F, 59 + 203 * 0.9F);
    CHECK(twin.page().revision == revision);
    CHECK(twin.result().text.find("25 % to 75 % of its width from the left, 10 % to 90 % of its height from the top") !=
          std::string::npos);
    CHECK(page.key({.area = "pad", .name = "ArrowRight"}));
    CHECK(page.key({.area = "pad", .name = "ArrowLeft"}));
    CHECK(page.key({.area = "pad", .name = "ArrowUp", .shift = true}));
    CHECK_FALSE(page.key({.area = "pad", .name = "x"}));
    page.action("crop-keep");
    CHECK_FALSE(page.cropping());
    CHECK(page.pad().picture()->pixels.width == Catch::Approx(150).margin(3));
    CHECK(page.pad().picture()->pixels.height == Catch::Approx(155).margin(4));
    CHECK(current());
    CHECK(twin.result().value == "1");

    page.action("crop");
    CHECK(page.key({.area = "pad", .name = "Escape"}));
    CHECK_FALSE(page.cropping());
    page.action("undo");
    CHECK(page.pad().picture()->pixels.width == 300);
    page.action("crop");
    CHECK(page.key({.area = "pad", .name = "Enter"}));
    CHECK(page.pad().picture()->pixels.width < 300);
    page.action("crop");
    page.action("clear");
    CHECK_FALSE(page.cropping());
    CHECK_FALSE(twin.action("crop"));
}

TEST_CASE_METHOD(InkFixture, "Another picture ends a crop") {
    finds(1);
    fake::DigitsController page(twin, fake::launch_with_ink());
    page.picture(one(), "one.png");
    page.action("crop");
    page.picture(two(), "two.png");
    CHECK_FALSE(page.cropping());
}

TEST_CASE_METHOD(InkFixture, "Of several digits each is told and can be picked") {
    finds(1);
    fake::DigitsController page(twin, fake::launch_with_ink());
    page.picture(two(), "two.png");
    CHECK(current());
    CHECK(twin.result().value.empty());
    CHECK(twin.result().text.starts_with("I see a 1 and a 1."));
    REQUIRE(twin.action("pick-1"));
    CHECK(twin.action("pick-1")->label == "Read the 1 on the right");
    CHECK_FALSE(twin.action("pick-2"));
    page.action("pick-1");
    CHECK(current());
    CHECK(twin.result().value == "1");
    CHECK_FALSE(twin.action("pick-0"));
    CHECK(page.pad().picture()->pixels.width < 200);
    page.action("undo");
    CHECK(twin.action("pick-0"));
}

TEST_CASE_METHOD(InkFixture, "A blank picture gets a sentence of its own, from both networks") {
    finds(1);
    fake::DigitsController page(twin, fake::launch_with_ink());
    page.picture(bars(300, 200, {}), "blank.png");
    CHECK(current());
    CHECK(twin.result().value.empty());
    CHECK(twin.result().text.starts_with("I see nothing written in this picture."));
    page.action("compare");
    twin.run_idle_work();
    CHECK(current());
}

TEST_CASE_METHOD(InkFixture, "A card that describes no ink network is refused with a sentence") {
    auto launch = fake::launch_with_ink();
    launch.cards["digits_ink"] = fake::card("digits_ink", "[]", R"({"longest_side_px": 256})", "{}");
    CHECK_THROWS_AS(digits::Controller(twin, launch), inference::CardError);
}

TEST_CASE_METHOD(InkFixture, "A picture's way to its answer is shown at every width, ratio and theme") {
    finds(1);
    for (const auto& picture : {one(), two(), bars(40, 300, {})}) {
        fake::Stage<digits::View> stage(twin, faces, fake::launch_with_ink());
        const float before = twin.draw(stage, {.width = 360});
        CHECK_FALSE(twin.area("steps"));
        stage.view.picture(picture, "picture.png");
        CHECK(twin.draw(stage, {.width = 360}) > before + 60);
        REQUIRE(twin.area("steps"));
        fake::draw_everywhere(twin, stage, [&](float height, float width) {
            CAPTURE(width);
            CHECK(height == Catch::Approx(stage.drawn_height));
            CHECK(fake::areas_are_tidy(twin, width, height));
        });
        stage.action("crop", "");
        CHECK(twin.draw(stage, {.width = 360}) > before + 60);
        CHECK(twin.area("pad")->label.starts_with("The part of the picture to keep"));
        stage.action("clear", "");
        CHECK(twin.draw(stage, {.width = 360}) == before);
    }
}
