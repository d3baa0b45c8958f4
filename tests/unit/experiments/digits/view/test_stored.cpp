// Examples while the network is on its way: what it said of them earlier is shown until it answers itself.
#include <catch_amalgamated.hpp>

#include "digits_fixture.hpp"

using namespace mllab;
using Fixture = fake::DigitsFixture;
using platform::State;

namespace {

std::string answers(const std::string& hash, const std::string& seven, const std::string& trick) {
    return R"({"sha256": ")" + hash + R"(", "answers": {"7": )" + seven + R"(, "A 2 in the mirror": )" + trick + "}}";
}

platform::Launch launch_with(const std::string& hash = std::string(64, 'a')) {
    platform::Launch launch = fake::launch();
    launch.answers["digits_cnn"] = answers(hash, "[[7, 0.98], [1, 0.015]]", "[[5, 0.9], [2, 0.05]]");
    launch.answers["digits_mlp"] = answers(hash, "[[1, 0.7], [7, 0.25]]", "[[5, 0.9]]");
    return launch;
}

struct Waiting : Fixture {
    Waiting() { runtime.load_at_once = false; }
    // To the end of what draws itself.
    void draw(fake::DigitsController& controller) {
        for (int frame = 0; frame < 200 && controller.pad().playing(); ++frame) {
            twin.clock_ms += 50;
            controller.advance(twin.clock_ms, false);
        }
        twin.page();
    }
    [[nodiscard]] bool stored() { return !twin.result().stored.empty(); }
};

}  // namespace

TEST_CASE_METHOD(Waiting, "An example has its stored answer before the network is there, and then the network's own") {
    fake::DigitsController controller(twin, launch_with());
    controller.action("example-7");
    twin.page();
    CHECK(twin.result().value.empty());  // not before it is all there
    draw(controller);
    CHECK(twin.result().value == "7");
    CHECK(twin.result().text == "This is a 7 (98.0 % sure).");
    REQUIRE(twin.result().top.size() == 2);  // what nobody stored is not made up
    CHECK(twin.result().top[1].label == "1");
    CHECK(twin.result().stored.starts_with("Stored answer"));
    CHECK(twin.result().settled);
    CHECK(twin.result().revision == twin.page().revision);
    CHECK(twin.page().state == State::loading);
    CHECK(sketchpad::remark(controller.answering().chosen(), controller.answering()).ends_with("sure (stored answer)"));
    CHECK(controller.answering().chosen().model().run_ms().empty());
    CHECK(runtime.runs_asked == 0);

    finish_load();
    // Until it has answered the stored answer stays.
    CHECK(twin.result().value == "7");
    CHECK(stored());
    CHECK(twin.page().state == State::busy);
    finish_run(4);
    CHECK(current());
    CHECK(twin.result().value == "4");
    CHECK_FALSE(stored());
    CHECK(twin.result().top.size() == 10);
}

TEST_CASE_METHOD(Waiting, "A trick has its stored answer, too, with what is said of it") {
    fake::DigitsController controller(twin, launch_with());
    const auto& tricks = controller.subject().tricks;
    const auto mirrored = std::ranges::find(tricks, "A 2 in the mirror", &sketchpad::Trick::label) - tricks.begin();
    controller.action("trick-" + std::to_string(mirrored));
    draw(controller);
    CHECK(twin.result().value == "5");
    CHECK(twin.result().text.ends_with(tricks[static_cast<std::size_t>(mirrored)].why));
    CHECK(stored());
}

TEST_CASE_METHOD(Waiting, "What is drawn by hand, or changed, has no stored answer") {
    fake::DigitsController controller(twin, launch_with());
    stroke(controller);
    twin.page();
    CHECK_FALSE(stored());
    controller.action("example-7");
    draw(controller);
    REQUIRE(stored());
    SECTION("a stroke more") { stroke(controller, 200); }
    SECTION("a step back") { controller.action("undo"); }
    SECTION("an empty pad") { controller.action("clear"); }
    SECTION("another example, of which nothing is known") {
        controller.action("example-3");
        draw(controller);
    }
    twin.page();
    CHECK(twin.result().value.empty());
    CHECK(twin.result().top.empty());
    CHECK_FALSE(stored());
}

TEST_CASE_METHOD(Waiting, "Each network has answers of its own, and a comparison shows both") {
    fake::DigitsController controller(twin, launch_with());
    controller.action("example-7");
    draw(controller);
    controller.action("model-digits_mlp");
    CHECK(twin.result().value == "1");
    CHECK(stored());
    controller.action("compare");
    CHECK(twin.result().text == "MLP: This is a 1 (70.0 % sure). CNN: This is a 7 (98.0 % sure).");
    CHECK(stored());
}

TEST_CASE_METHOD(Waiting, "A network that does not arrive leaves its stored answer, and says that it cannot answer") {
    fake::DigitsController controller(twin, launch_with());
    controller.action("example-7");
    draw(controller);
    const std::string awaited = twin.result().stored;
    finish_load(inference::ModelError(inference::Failure::file_missing, "It did not arrive."));
    CHECK(twin.page().state == State::error);
    CHECK(twin.result().value == "7");
    CHECK(stored());
    CHECK(twin.result().stored != awaited);
}

TEST_CASE_METHOD(Waiting, "Answers of another model file, and what cannot be read, are not shown") {
    platform::Launch launch = launch_with(std::string(64, 'b'));
    launch.answers["digits_mlp"] = "{";
    fake::DigitsController controller(twin, launch);
    controller.action("example-7");
    draw(controller);
    for (const char* model : {"model-digits_mlp", "model-digits_cnn"}) {
        controller.action(model);
        CHECK(twin.result().value.empty());
        CHECK_FALSE(stored());
    }
}

TEST_CASE_METHOD(Waiting, "A network that is there answers an example itself, from its first stroke on") {
    runtime.load_at_once = true;
    finds(7);
    fake::DigitsController controller(twin, launch_with());
    controller.action("example-7");
    draw(controller);
    CHECK(current());
    CHECK_FALSE(stored());
    CHECK(twin.result().top.size() == 10);
}
