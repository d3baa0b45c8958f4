// What the page is told: actions, models, comparison, looks inside, settings, downloads.
#include <catch_amalgamated.hpp>
#include <map>

#include "digits_fixture.hpp"

using namespace mllab;
using Fixture = fake::DigitsFixture;
using platform::Phase;
using platform::State;

TEST_CASE_METHOD(Fixture, "The page hears of every action that the contract promises") {
    fake::DigitsController controller(twin, fake::launch());
    for (const char* id :
         {"undo", "redo", "clear", "eraser", "pen-width", "model-digits_cnn", "model-digits_mlp", "compare",
          "example-0", "example-9", "open-picture", "look-inside", "save-drawing", "save-model"}) {
        CAPTURE(id);
        REQUIRE(twin.action(id));
        CHECK_FALSE(twin.action(id)->label.empty());
    }
    CHECK(twin.action("model-digits_cnn")->pressed == true);
    CHECK(twin.action("model-digits_mlp")->pressed == false);
    CHECK(twin.action("undo")->pressed == std::nullopt);
    CHECK_FALSE(twin.action("undo")->enabled);
    CHECK_FALSE(twin.action("clear")->enabled);
    CHECK_FALSE(twin.action("example-10"));
}

TEST_CASE_METHOD(Fixture, "Undo, redo and clear follow what is on the pad") {
    finds(1);
    fake::DigitsController controller(twin, fake::launch());
    stroke(controller);
    CHECK(twin.action("undo")->enabled);
    CHECK(twin.action("clear")->enabled);
    controller.action("undo");
    CHECK(twin.action("redo")->enabled);
    CHECK_FALSE(twin.action("undo")->enabled);
    CHECK(twin.result().value.empty());
    CHECK(current());
    controller.action("redo");
    CHECK(twin.result().value == "1");
    CHECK(current());
}

TEST_CASE_METHOD(Fixture, "Every change of the input counts, and nothing else does") {
    finds(1);
    fake::DigitsController controller(twin, fake::launch());
    CHECK(twin.page().revision == 0);
    sample(controller, Phase::down, 100, 100);
    CHECK(twin.page().revision == 1);
    sample(controller, Phase::move, 100, 150);
    CHECK(twin.page().revision == 2);
    sample(controller, Phase::up, 100, 150);
    CHECK(twin.page().revision == 2);
    controller.action("look-inside");
    controller.action("model-digits_mlp");
    controller.action("compare");
    controller.action("eraser");
    controller.action("pen-width");
    controller.action("no-such-action");
    controller.action("example-");
    controller.action("example-x");
    controller.action("example-99999999999999999999");
    controller.action("model-unknown");
    CHECK(twin.page().revision == 2);
    controller.action("clear");
    CHECK(twin.page().revision == 3);
}

TEST_CASE_METHOD(Fixture, "The pen's width changes what is seen, never the answer, and is remembered") {
    finds(1);
    {
        fake::DigitsController controller(twin, fake::launch());
        stroke(controller);
        const int runs = runtime.runs_asked;
        const float before = controller.pen_width();
        controller.action("pen-width");
        CHECK(controller.pen_width() > before);
        CHECK(runtime.runs_asked == runs);
    }
    const auto next_visit = [&] {
        platform::Launch launch = fake::launch();
        launch.settings = twin.settings;
        return launch;
    };
    {
        const fake::DigitsController again(twin, next_visit());
        CHECK(twin.action("pen-width")->label == "Pen: thick");
    }
    twin.settings["digits/pen"] = "made of gold";
    const fake::DigitsController other(twin, next_visit());
    CHECK(twin.action("pen-width")->label == "Pen: medium");
}

TEST_CASE_METHOD(Fixture, "Switching the model keeps drawing and history, and asks the other one") {
    fake::DigitsController controller(twin, fake::launch());
    twin.run_idle_work();
    stroke(controller);
    while (!runtime.runs.empty()) finish_run(1);
    const auto revision = twin.page().revision;
    controller.action("model-digits_mlp");
    CHECK(twin.page().model == "digits_mlp");
    CHECK(twin.page().state == State::busy);
    REQUIRE(runtime.runs.size() == 1);
    CHECK(runtime.runs[0]->model == "digits_mlp");
    finish_run(7);
    CHECK(twin.result().value == "7");
    CHECK(twin.result().revision == revision);
    CHECK(current());
    controller.action("undo");
    CHECK(controller.pad().empty());
    controller.action("redo");
    CHECK(controller.pad().ink().size() == 1);
}

TEST_CASE_METHOD(Fixture, "Both models answer side by side, the chosen one in the page's result") {
    fake::DigitsController controller(twin, fake::launch());
    twin.run_idle_work();
    stroke(controller);
    while (!runtime.runs.empty()) finish_run(1);
    controller.action("compare");
    CHECK(twin.action("compare")->pressed == true);
    REQUIRE(runtime.runs.size() == 1);
    CHECK_FALSE(twin.result().settled);  // half a comparison is not read out
    finish_run(7);
    CHECK(twin.result().value == "1");
    CHECK(twin.result().settled);
    CHECK(twin.result().text.find("CNN: This is a 1") == 0);
    CHECK(twin.result().text.find("MLP: This is a 7") != std::string::npos);
    CHECK(twin.action("model-digits_cnn")->pressed == false);
    controller.action("model-digits_cnn");
    CHECK(twin.action("compare")->pressed == false);
    CHECK(twin.action("model-digits_cnn")->pressed == true);
    CHECK(twin.result().text.starts_with("This is a 1"));
}

TEST_CASE_METHOD(Fixture, "While somebody draws, both models of a comparison get their turn") {
    fake::DigitsController controller(twin, fake::launch());
    twin.run_idle_work();
    controller.action("compare");
    sample(controller, Phase::down, 150, 60);
    std::map<std::string, int> asked;
    for (int i = 0; i < 20; ++i) {
        sample(controller, Phase::move, 150, 70 + static_cast<float>(i) * 5);
        REQUIRE(runtime.runs.size() == 1);
        ++asked[runtime.runs[0]->model];
        finish_run(1);
    }
    CHECK(asked["digits_cnn"] >= 9);
    CHECK(asked["digits_mlp"] >= 9);
}

TEST_CASE_METHOD(Fixture, "The inner outputs are fetched only while somebody looks") {
    fake::DigitsController controller(twin, fake::launch());
    stroke(controller);
    REQUIRE_FALSE(runtime.runs.empty());
    CHECK(runtime.runs[0]->request.fetch == std::vector<std::string>{"logits"});
    while (!runtime.runs.empty()) finish_run(1);
    controller.action("look-inside");
    REQUIRE(runtime.runs.size() == 1);
    CHECK(runtime.runs[0]->request.fetch == std::vector<std::string>{"logits", "features_1", "features_2"});
    finish_run(1);
    CHECK(current());
    CHECK(controller.answering().chosen().inside().size() == 2);
    controller.action("look-inside");
    stroke(controller, 170);
    CHECK(runtime.runs[0]->request.fetch.size() == 1);
}

TEST_CASE_METHOD(Fixture, "Drawing and model can be saved") {
    finds(8);
    fake::DigitsController controller(twin, fake::launch());
    stroke(controller);
    controller.action("save-drawing");
    REQUIRE(twin.saved_pictures.size() == 1);
    CHECK(twin.saved_pictures[0].file_name == "digit-8.png");
    CHECK(twin.saved_pictures[0].picture.width == 1024);
    controller.action("save-model");
    REQUIRE(twin.saved_links.size() == 1);
    CHECK(twin.saved_links[0].address == "models/digits_cnn.onnx");
}
