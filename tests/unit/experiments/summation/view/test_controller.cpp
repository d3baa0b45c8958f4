// Typing, tapping, answers and failures of the summation experiment.
#include <catch_amalgamated.hpp>

#include "experiments/common/started.hpp"
#include "experiments/summation/examples/tricks.hpp"
#include "summation_fixture.hpp"

using namespace mllab;
using Fixture = fake::SummationFixture;
using platform::State;
using summation::Controller;

namespace {

struct Started : fake::Started<Controller> {
    using fake::Started<Controller>::Started;
    void type(const std::string& text) { fake::Started<Controller>::type("expression", text); }
};

void press(Started& page, const std::string& keys) {
    for (const char key : keys) page.press(key == '+' ? "key-plus" : std::string("key-") + key);
}

}  // namespace

TEST_CASE_METHOD(Fixture, "A sum is answered while it is typed, and the true sum stands beside it") {
    Started page(twin, launch());
    CHECK(twin.result().text == "Type two numbers, for example 17+38.");
    CHECK(twin.result().value.empty());
    page.type("1");
    page.type("17");
    page.type("17+");
    CHECK(runtime.runs_asked == 0);
    page.type("17+3");
    CHECK(twin.result().value == "20");
    page.type("17+38");
    CHECK(current());
    CHECK(twin.result().value == "55");
    CHECK(twin.result().text == "17 + 38 = 55, and that is right (99.5 % sure).");
    CHECK(runtime.runs_asked == 2);
}

TEST_CASE_METHOD(Fixture, "A wrong answer is told with the true sum") {
    off_by = 1;
    Started page(twin, launch());
    page.type("999+999");
    CHECK(twin.result().value == "1999");
    CHECK(twin.result().text.contains("the true sum is 1998"));
    REQUIRE(page.controller.result());
    CHECK_FALSE(page.controller.result()->answer.right);
}

TEST_CASE_METHOD(Fixture, "While a run is under way only the newest expression waits") {
    runtime.answer_at_once = false;
    Started page(twin, launch());
    page.type("1+1");
    page.type("1+12");
    page.type("1+123");
    CHECK(runtime.runs.size() == 1);
    CHECK(twin.page().state == State::busy);
    finish_run();
    CHECK_FALSE(current());
    CHECK_FALSE(twin.result().settled);
    REQUIRE(runtime.runs.size() == 1);
    finish_run();
    CHECK(current());
    CHECK(twin.result().value == "124");
    CHECK(runtime.runs_asked == 2);
}

TEST_CASE_METHOD(Fixture, "What is no sum gets a sentence, no answer and no run, and stays as it was typed") {
    Started page(twin, launch());
    const std::string long_number(10'000, '9');
    for (const std::string& text :
         {std::string("12+"), std::string("+"), std::string("+5"), std::string("   "), std::string("-3+4"),
          std::string("7-2"), std::string("1+2+3"), std::string("1000+1"), long_number, long_number + "+1",
          std::string("1+\U0001F600"), std::string("مرحبا"), std::string("\u202E12+3"), std::string("1\a+2"),
          std::string("\xFF\xFE"), std::string("two+two"), std::string("1.5+2")}) {
        CAPTURE(text.substr(0, 20));
        page.type(text);
        CHECK(current());
        CHECK(twin.result().value.empty());
        CHECK(twin.result().top.empty());
        CHECK(twin.result().text.size() > 10);
        CHECK(twin.result().text.size() < 200);
        REQUIRE(twin.field("expression"));
        CHECK(twin.field("expression")->value == text);
    }
    CHECK(runtime.runs_asked == 0);
    CHECK(twin.errors().empty());
    page.type(" 007 + 38 = ");
    CHECK(twin.result().value == "45");
    page.type("999+999");
    CHECK(twin.result().value == "1998");
    page.type("0+0");
    CHECK(twin.result().value == "0");
}

TEST_CASE_METHOD(Fixture, "The keypad types what a keyboard would; Delete takes whole characters away") {
    Started page(twin, launch());
    CHECK_FALSE(twin.action("key-back")->enabled);
    press(page, "17+38");
    CHECK(twin.field("expression")->value == "17+38");
    CHECK(twin.result().value == "55");
    page.press("key-back");
    CHECK(twin.result().value == "20");
    page.type("1é");
    page.press("key-back");
    CHECK(twin.field("expression")->value == "1");
    page.press("clear");
    CHECK(twin.field("expression")->value.empty());
    page.press("key-back");
    CHECK(twin.field("expression")->value.empty());
}

TEST_CASE_METHOD(Fixture, "Examples and the dice are sums that the network is asked") {
    Started page(twin, launch());
    int examples = 0;
    for (const platform::Action& action : std::vector(twin.page().actions)) {
        if (action.group != "example") continue;
        ++examples;
        page.press(action.id());
        CHECK(twin.field("expression")->value == action.label);
        CHECK_FALSE(twin.result().value.empty());
    }
    CHECK(examples >= 4);
    for (int i = 0; i < 50; ++i) {
        page.press("dice");
        CHECK(page.controller.parsed().problem == summation::Problem::none);
        CHECK(page.controller.result() != nullptr);
    }
}

TEST_CASE_METHOD(Fixture,
                 "A sum that fools the network is given to it as it is said, and once it is fooled the page says why") {
    Started page(twin, launch());
    for (std::size_t i = 0; i < summation::tricks.size(); ++i) {
        const summation::Trick& trick = summation::tricks.at(i);
        const std::string id = "trick-" + std::to_string(i);
        REQUIRE(twin.action(id));
        CHECK(twin.action(id)->group == "fool");
        CHECK(twin.action(id)->label == trick.label);
        page.press(id);
        CHECK(twin.field("expression")->value == trick.typed);
        REQUIRE(page.controller.result());
        CHECK(page.controller.result()->read == trick.read);
        // This network is off by nothing: it knows better.
        CHECK(twin.result().text.ends_with("It is not fooled."));
    }
    off_by = -10;
    page.type("1+2");
    page.press("trick-0");
    CHECK(twin.result().value == summation::tricks.front().taken_for);
    CHECK(twin.result().text.ends_with(summation::tricks.front().why));
    page.type("990+271");
    CHECK_FALSE(twin.result().text.contains(summation::tricks.front().why));
}

TEST_CASE_METHOD(Fixture, "What is typed is laid out as ever, also after a trick; a link to a trick is the trick") {
    Started page(twin, launch());
    page.press("trick-1");
    const std::string moved(summation::tricks.at(1).read);
    REQUIRE(page.controller.result()->read == moved);
    page.press("share");
    page.type("17+38");
    CHECK(page.controller.result()->read == " 17+ 38");
    {
        Started opened(twin, launch(twin.shared.front()));
        CHECK(opened.controller.result()->read == moved);
        CHECK(twin.page().kept == twin.shared.front());
        opened.type("17+38");
        opened.press("trick-1");
        opened.press("trick-1");
        CHECK(opened.controller.result()->read == moved);
    }
    // Of what strangers write there, nothing else is given to the network.
    for (const std::string& read : {std::string("+++++++"), std::string(10'000, '9'), std::string("17 +38 ")}) {
        Started hostile(twin, launch({{"expression", "17+38"}, {"read", read}}));
        CHECK(hostile.controller.result()->read == " 17+ 38");
    }
}

TEST_CASE_METHOD(Fixture, "A link to a sum opens with it, whatever it says") {
    Started page(twin, launch());
    page.type("58+67");
    page.press("share");
    REQUIRE(twin.shared.size() == 1);
    CHECK(twin.page().kept == twin.shared.front());
    runtime.load_at_once = false;
    {
        Started opened(twin, launch(twin.shared.front()));
        CHECK(twin.field("expression")->value == "58+67");
        CHECK(twin.page().state == State::loading);
        CHECK_FALSE(current());
        finish_load();
        CHECK(current());
        CHECK(twin.result().value == "125");
    }
    runtime.load_at_once = true;
    Started hostile(twin, launch({{"expression", std::string(10'000, '(')}, {"nonsense", "1"}}));
    CHECK(twin.result().value.empty());
    CHECK(current());
}

TEST_CASE_METHOD(Fixture, "A model that does not arrive is told, and trying again answers what stands there") {
    runtime.load_at_once = false;
    Started page(twin, launch());
    page.type("1+2");
    CHECK(twin.page().state == State::loading);
    finish_load(inference::ModelError(inference::Failure::file_missing, "It did not arrive."));
    CHECK(twin.page().state == State::error);
    CHECK(twin.errors() == std::vector<std::string>{"It did not arrive."});
    REQUIRE(twin.action("retry"));
    page.press("retry");
    CHECK(twin.action("retry") == nullptr);
    finish_load();
    CHECK(twin.result().value == "3");
    CHECK(twin.page().state == State::ready);
}

TEST_CASE_METHOD(Fixture, "A run that fails is told; a worker that went away is replaced once without a word") {
    runtime.answer_at_once = false;
    Started page(twin, launch());
    page.type("1+2");
    fail_run(inference::Failure::session_closed, "The worker went away.");
    CHECK(twin.errors().empty());
    CHECK(twin.page().state == State::loading);
    twin.run_idle_work();
    REQUIRE(runtime.runs.size() == 1);
    fail_run(inference::Failure::session_closed, "The worker went away.");
    CHECK(twin.errors().size() == 1);
    CHECK(twin.page().state == State::error);
    twin.run_idle_work();
    CHECK(runtime.loads_asked == 2);
    page.press("retry");
    REQUIRE(runtime.runs.size() == 1);
    finish_run();
    CHECK(current());
    CHECK(twin.result().value == "3");
    page.type("2+2");
    fail_run(inference::Failure::runtime_error, "It failed.");
    CHECK(twin.errors().back() == "It failed.");
    CHECK(twin.page().state == State::error);
}

TEST_CASE_METHOD(Fixture, "The stage may close while a model loads or a run is under way") {
    runtime.load_at_once = false;
    {
        const Started page(twin, launch());
    }
    CHECK(runtime.loads.empty());
    runtime.load_at_once = true;
    runtime.answer_at_once = false;
    {
        Started page(twin, launch());
        page.type("1+2");
        CHECK(runtime.runs.size() == 1);
    }
    CHECK(runtime.runs.empty());
}

TEST_CASE("A card of another kind of network is refused") {
    platform::Twin twin;
    platform::Launch launch = Fixture::launch();
    launch.model = "nobody";
    CHECK_THROWS_WITH(Controller(twin, launch), Catch::Matchers::ContainsSubstring("nobody"));
    launch = Fixture::launch();
    std::string& card = launch.cards.at("summation_gru");
    card.replace(card.find("\"input_length\": 7"), 17, "\"input_length\": 9");
    CHECK_THROWS_AS(Controller(twin, launch), inference::CardError);
}
