// docs/adding-an-experiment.md, done: the folder beside this file and one row of a catalogue are an experiment of the
// app.
#include <catch_amalgamated.hpp>

#include "app/app.hpp"
#include "app/registry.hpp"
#include "fixture.hpp"

using namespace mllab;

namespace {

// A network that knows: the lowest bit decides.
struct Tutorial : fake::Page {
    platform::Launch launch{
        .experiment = "odd_or_even",
        .model = "odd_or_even_mlp",
        .models_url = "models/",
        .cards = {{"odd_or_even_mlp", fake::card("odd_or_even_mlp", R"(["even", "odd"])", "{}", "{}")}}};

    Tutorial() {
        runtime.network = [](const fake::Run& run) {
            const float lowest = std::get<core::Tensor>(run.request.inputs.at(0).value).as<float>().at(0);
            return inference::Outputs({{"logits", core::Tensor({1, 2}, std::vector<float>{0, 8 * lowest - 4})}}, 0.2);
        };
    }
};

}  // namespace

TEST_CASE_METHOD(Tutorial, "The tutorial's experiment opens by its row, draws itself and answers") {
    app::App app(twin, app::experiment_named(launch.experiment)(twin, launch));
    CHECK(twin.draw(app, {.width = 360}) > 60);
    CHECK(twin.page().state == platform::State::ready);
    CHECK(twin.page().model == "odd_or_even_mlp");
    REQUIRE(twin.area("answer"));
    REQUIRE(twin.action("save-model"));
    app.command(twin.command("field-number", "7"));
    CHECK(twin.result().text == "7 is odd (98.2 % sure).");
    app.command(twin.command("field-number", "65534"));
    CHECK(twin.result().text == "65534 is even (98.2 % sure).");
    CHECK(current());
    CHECK_THROWS(app::experiment_named("digits"));  // a row that this catalogue does not have
}

TEST_CASE_METHOD(Tutorial, "Its failures are told, and what is no number asks nobody") {
    runtime.answer_at_once = false;
    app::App app(twin, app::experiment_named(launch.experiment)(twin, launch));
    twin.settle(app);
    for (const char* text : {"", "x", "-1", "65536", "1.5"}) app.command(twin.command("field-number", text));
    CHECK(runtime.runs_asked == 0);
    app.command(twin.command("field-number", "3"));
    CHECK(twin.page().state == platform::State::busy);
    runtime.fail_run(inference::Failure::runtime_error, "The run failed.");
    twin.settle(app);
    CHECK(twin.errors() == std::vector<std::string>{"The run failed."});
    CHECK(twin.action("retry"));
}
