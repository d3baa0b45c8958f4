// Which network is asked what, and when.
#include <catch_amalgamated.hpp>

#include "digits_fixture.hpp"

using namespace mllab;
using Fixture = fake::DigitsFixture;
using inference::Failure;
using platform::Phase;
using platform::State;

TEST_CASE_METHOD(Fixture, "The chosen model is loaded first, the other when the page is idle") {
    runtime.load_at_once = false;
    fake::DigitsController controller(twin, fake::launch("digits_mlp"));
    CHECK(twin.page().state == State::loading);
    REQUIRE(runtime.loads.size() == 1);
    CHECK(runtime.loads[0]->id == "digits_mlp");
    finish_load();
    CHECK(twin.page().state == State::ready);
    CHECK(runtime.loads.empty());
    twin.run_idle_work();
    REQUIRE(runtime.loads.size() == 1);
    CHECK(runtime.loads[0]->id == "digits_cnn");
}

TEST_CASE_METHOD(Fixture, "What is drawn before the model arrives is answered as soon as it does") {
    runtime.load_at_once = false;
    fake::DigitsController controller(twin, fake::launch());
    stroke(controller);
    CHECK(twin.page().state == State::loading);
    CHECK(runtime.runs_asked == 0);
    finish_load();
    REQUIRE(runtime.runs.size() == 1);
    CHECK(twin.page().state == State::busy);
    finish_run(1);
    CHECK(current());
    CHECK(twin.result().value == "1");
}

TEST_CASE_METHOD(Fixture, "At most one run is under way, and then the newest input is asked") {
    fake::DigitsController controller(twin, fake::launch());
    sample(controller, Phase::down, 150, 60);
    for (int i = 0; i < 50; ++i) sample(controller, Phase::move, 150, 70 + static_cast<float>(i) * 3);
    CHECK(runtime.runs.size() == 1);
    const auto asked_for = twin.page().revision;
    finish_run(7);
    // The bars follow the stroke: the first answer is shown, though the input has moved on.
    CHECK(twin.result().value == "7");
    CHECK(twin.result().revision < asked_for);
    CHECK(twin.page().state == State::busy);
    REQUIRE(runtime.runs.size() == 1);
    finish_run(1);
    CHECK(twin.result().revision == asked_for);
    CHECK(twin.result().value == "1");
    CHECK(twin.page().state == State::ready);
    CHECK(runtime.runs.empty());
    // The first sample was a mere dot, for which no network is needed; of the other fifty two were asked.
    CHECK(runtime.runs_asked == 2);
}

TEST_CASE_METHOD(Fixture, "An answer that arrives after the pad was cleared is dropped") {
    fake::DigitsController controller(twin, fake::launch());
    stroke(controller);
    controller.action("clear");
    CHECK(current());
    CHECK(twin.result().top.empty());
    finish_run(4);
    CHECK(twin.result().value.empty());
    CHECK(twin.result().top.empty());
    CHECK(current());
}

TEST_CASE_METHOD(Fixture, "An empty pad, a dot and two digits ask no network") {
    finds(3);
    fake::DigitsController controller(twin, fake::launch());
    CHECK(twin.result().top.empty());
    sample(controller, Phase::down, 100, 100);
    sample(controller, Phase::up, 100, 100);
    CHECK(runtime.runs_asked == 0);
    CHECK(twin.result().text == digits::message(digits::unasked(digits::Doubt::dot)));
    controller.action("clear");
    stroke(controller, 20);
    CHECK(runtime.runs_asked > 0);
    const int before = runtime.runs_asked;
    sample(controller, Phase::down, 310, 60);
    sample(controller, Phase::move, 310, 250);
    sample(controller, Phase::up, 310, 250);
    CHECK(runtime.runs_asked <= before + 1);
    CHECK(twin.result().value.empty());
    CHECK(twin.result().top.empty());
    CHECK(current());
}

TEST_CASE_METHOD(Fixture, "A drawing that the network is not sure of has no answer and still lists its guesses") {
    finds(digits::no_digit);
    fake::DigitsController controller(twin, fake::launch());
    stroke(controller);
    CHECK(twin.result().value.empty());
    CHECK(twin.result().top.size() == 10);
    CHECK(twin.result().text == "Not sure that this is a digit.");
}

TEST_CASE_METHOD(Fixture, "A run that fails says so, keeps the drawing, and the next stroke asks again") {
    fake::DigitsController controller(twin, fake::launch());
    stroke(controller);
    while (!runtime.runs.empty()) fail_run(Failure::out_of_memory, "There is not enough memory. Close other tabs.");
    CHECK(twin.page().state == State::error);
    REQUIRE(twin.errors().size() == 1);
    CHECK(twin.errors()[0] == "There is not enough memory. Close other tabs.");
    CHECK(runtime.runs.empty());
    CHECK(controller.pad().ink().size() == 1);
    REQUIRE(twin.action("retry"));

    sample(controller, Phase::down, 200, 100);
    sample(controller, Phase::up, 200, 200);
    CHECK(twin.page().state == State::busy);
    CHECK_FALSE(twin.action("retry"));
    while (!runtime.runs.empty()) finish_run(4);
    CHECK(current());
    CHECK(twin.result().value == "4");
}

TEST_CASE_METHOD(Fixture, "Trying again repeats the run that failed") {
    fake::DigitsController controller(twin, fake::launch());
    stroke(controller);
    while (!runtime.runs.empty()) fail_run(Failure::runtime_error, "The run failed.");
    controller.action("retry");
    CHECK(twin.page().state == State::busy);
    finish_run(9);
    CHECK(twin.result().value == "9");
    CHECK(current());
}

TEST_CASE_METHOD(Fixture, "A model that does not arrive can be fetched again") {
    runtime.load_at_once = false;
    fake::DigitsController controller(twin, fake::launch());
    stroke(controller);
    finish_load(inference::ModelError(Failure::file_missing, "The model did not arrive."));
    CHECK(twin.page().state == State::error);
    CHECK(twin.errors() == std::vector<std::string>{"The model did not arrive."});
    controller.action("retry");
    CHECK(twin.page().state == State::loading);
    finish_load();
    finish_run(2);
    CHECK(twin.result().value == "2");
}

TEST_CASE_METHOD(Fixture, "A model that was unloaded under way is loaded again, without a word and only once") {
    fake::DigitsController controller(twin, fake::launch());
    stroke(controller);
    fail_run(Failure::session_closed, "The model was unloaded.");
    CHECK(twin.errors().empty());
    CHECK(twin.page().state == State::loading);
    twin.run_idle_work();
    REQUIRE(runtime.runs.size() == 1);
    fail_run(Failure::session_closed, "The model was unloaded.");
    CHECK(twin.page().state == State::error);
    CHECK(twin.errors().size() == 1);
    CHECK(runtime.runs.empty());
}

TEST_CASE_METHOD(Fixture, "A picture without ink or digit does no harm") {
    finds(5);
    fake::DigitsController controller(twin, fake::launch());
    controller.picture(image::RgbaImage(1, 1), "point.png");
    CHECK(current());
    CHECK(twin.result().value.empty());
    controller.picture(image::RgbaImage(300, 1), "line.png");
    CHECK(current());
}

TEST_CASE_METHOD(Fixture, "Closing the experiment while it loads and runs leaves nothing behind") {
    runtime.load_at_once = false;
    {
        const fake::DigitsController controller(twin, fake::launch());
    }
    runtime.load_at_once = true;
    {
        fake::DigitsController controller(twin, fake::launch());
        stroke(controller);
        CHECK(runtime.runs.size() == 1);
    }
}

TEST_CASE_METHOD(Fixture, "A card that describes no digit model is refused with a sentence") {
    auto launch = fake::launch();
    launch.cards["digits_cnn"] = "{}";
    CHECK_THROWS_AS(fake::DigitsController(twin, launch), inference::CardError);
    CHECK_THROWS_AS(fake::DigitsController(twin, fake::launch("digits_transformer")), std::invalid_argument);
}
