// Texts that networks get wrong, with one press.
#include <catch_amalgamated.hpp>

#include "experiments/text_generation/examples/tricks.hpp"
#include "started.hpp"

using namespace mllab;
using Fixture = fake::TextFixture;
using fake::StartedText;
using text_generation::Trick;

namespace {

const std::span<const Trick> tricks = text_generation::tricks_for("shakespeare_lstm");

}  // namespace

TEST_CASE_METHOD(Fixture, "A trick writes with its own beginning and settings, and a link to it says them") {
    for (std::size_t i = 0; i < tricks.size(); ++i) {
        std::string text;
        {
            StartedText page(twin, launch());
            page.press("trick-" + std::to_string(i));
            CHECK(twin.field("prompt")->value == tricks[i].prompt);
            const core::SamplingSettings& sampling = page.controller.generating().order().sampling;
            CHECK(sampling.temperature == tricks[i].sampling.temperature);
            CHECK(sampling.repetition_penalty == tricks[i].sampling.repetition_penalty);
            CHECK(page.controller.generating().order().seed == Trick::seed);
            CHECK(page.controller.generating().written().size() == Trick::length);
            text = twin.passage;
            page.press("share");
        }
        StartedText opened(twin, launch(twin.shared.back()));
        CHECK(twin.passage == text);
    }
}

TEST_CASE_METHOD(Fixture, "What was written before a trick comes back with its settings") {
    StartedText page(twin, launch());
    page.type("prompt", "Dear friend, ");
    page.type("temperature", "1.1");
    page.press("generate");
    const std::string before = twin.passage;
    page.press("trick-0");
    REQUIRE(twin.passage != before);
    REQUIRE(twin.action("former"));
    page.press("former");
    CHECK(twin.passage == before);
    CHECK(twin.field("prompt")->value == "Dear friend, ");
    CHECK(twin.field("temperature")->value == "1.1");
}

TEST_CASE_METHOD(Fixture, "Of a network that writes something else nothing is said") {
    StartedText page(twin, launch());
    page.press("trick-0");
    CHECK_FALSE(twin.result().text.contains(tricks[0].why));
}

TEST_CASE("Why a text is wrong is said where it goes on as was found, and that it is right where it is") {
    const Trick& counting = tricks[1];
    CHECK(text_generation::about(counting, "the state of things") == counting.why);
    CHECK(text_generation::about(counting, "four, my lord") == "It is not fooled.");
    CHECK(text_generation::about(counting, "five").empty());
    CHECK(text_generation::about(tricks[0], "and a day").empty());
    CHECK(text_generation::tricks_for("made_up").empty());
}
