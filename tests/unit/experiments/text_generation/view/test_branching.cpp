// Candidates under the settings of the moment, and the text that goes on with one of them.
#include <algorithm>
#include <catch_amalgamated.hpp>

#include "started.hpp"

using namespace mllab;
using Fixture = fake::TextFixture;
using Started = fake::StartedText;
using text_generation::Option;
using text_generation::Place;

namespace {

// The candidates as the page has them.
std::vector<platform::Action> candidates(platform::Twin& twin) {
    std::vector<platform::Action> all;
    for (const platform::Action& action : twin.page().actions)
        if (action.verb == "branch") all.push_back(action);
    return all;
}

// One that is not what stands there, if anything does.
std::string another(platform::Twin& twin, std::size_t number = 0) {
    for (const platform::Action& action : candidates(twin))
        if (action.pressed != std::optional(true) && number-- == 0) return action.id();
    FAIL("there is no other candidate");
    return "";
}

std::string standing(platform::Twin& twin) {
    for (const platform::Action& action : candidates(twin))
        if (action.pressed == std::optional(true)) return action.id();
    FAIL("nothing stands there");
    return "";
}

platform::Launch again(std::map<std::string, std::string> fields) {
    platform::Launch launch = Fixture::launch(std::move(fields));
    launch.again = true;
    return launch;
}

struct Written : Fixture {
    Started page{twin, launch()};
    static constexpr std::size_t given = 7;

    Written() {
        page.type("prompt", "ROMEO:\n");
        page.type("length", "120");
        page.press("generate");
    }
    void pick(std::size_t at) { page.pick(std::to_string(given + at)); }
};

}  // namespace

TEST_CASE_METHOD(Written, "Settings reshape the candidates at once, without a run, at the end and at a character") {
    const auto chance_of_best = [&] { return page.controller.place()->options.front().chance; };
    for (const bool at_end : {true, false}) {
        CAPTURE(at_end);
        page.type("temperature", "0.8");
        if (at_end)
            page.pick("end");
        else
            pick(40);
        CHECK(page.controller.place()->at == (at_end ? 120 : 40));
        const int runs = runtime.runs_asked;
        const std::string text = twin.passage;
        const float usual = chance_of_best();
        const auto labels = candidates(twin);
        CHECK(labels.size() == Place::most);
        page.type("temperature", "0.5");
        CHECK(chance_of_best() > usual);
        CHECK(candidates(twin) != labels);
        page.type("temperature", "2");
        CHECK(chance_of_best() < usual);
        page.type("top-k", "3");
        CHECK(page.controller.place()->allowed == 3);
        CHECK(page.controller.place()->rest == 0);
        CHECK(std::ranges::count_if(candidates(twin), [](const auto& a) { return a.label.ends_with("left out"); }) ==
              Place::most - 3);
        page.type("top-k", "0");
        page.type("temperature", "0.5");
        page.type("top-p", "0.05");
        CHECK(page.controller.place()->allowed == 1);
        page.type("top-p", "1");
        CHECK(runtime.runs_asked == runs);
        CHECK(twin.passage == text);
    }
}

TEST_CASE_METHOD(Written, "The chances are those with which the text was chosen") {
    for (const std::size_t at : {0U, 1U, 60U, 119U}) {
        CAPTURE(at);
        pick(at);
        const auto place = page.controller.place();
        REQUIRE(place);
        CHECK(place->whole);
        CHECK(place->allowed == fake::played_alphabet().size());
        float sum = place->rest;
        for (const Option& option : place->options) sum += option.chance;
        CHECK(sum == Catch::Approx(1));
        CHECK(std::ranges::count(place->options, true, &Option::stands) == 1);
    }
    // At a temperature of 0 only what would be taken has a chance.
    page.type("temperature", "0");
    page.press("generate");
    for (const std::size_t at : {3U, 80U}) {
        pick(at);
        for (const Option& option : page.controller.place()->options) CHECK((option.chance == 1) == option.stands);
    }
}

TEST_CASE_METHOD(Written, "A candidate cuts the text at its place and goes on from there") {
    const std::string text = twin.passage;
    pick(40);
    const std::string id = another(twin);
    const std::size_t token = std::stoul(id.substr(id.find('-') + 1));
    page.press(id);
    CHECK(twin.passage.size() == given + 40 + 120);
    CHECK(twin.passage.starts_with(text.substr(0, given + 40)));
    CHECK(twin.passage.substr(given + 40, 1) == fake::played_alphabet().at(token));
    CHECK(twin.passage.substr(given + 41, 40) != text.substr(given + 41, 40));
    CHECK(twin.result().value == twin.passage);
    CHECK_FALSE(state_came_back);
    // At the end nothing is cut.
    const std::string branched = twin.passage;
    CHECK(page.controller.place()->at == 160);
    page.press(another(twin));
    CHECK(twin.passage.size() == branched.size() + 120);
    CHECK(twin.passage.starts_with(branched));
}

TEST_CASE_METHOD(Written, "A branch with what stands there anyway is the same text, at any temperature") {
    for (const char* temperature : {"0", "0.8", "1.7"}) {
        CAPTURE(temperature);
        page.type("temperature", temperature);
        page.press("generate");
        const std::string text = twin.passage;
        for (const std::size_t at : {0U, 1U, 60U, 119U}) {
            pick(at);
            page.press(standing(twin));
            CHECK(twin.passage.size() == given + at + 120);
            CHECK(twin.passage.starts_with(text));
            page.press("generate");
            CHECK(twin.passage == text);
        }
    }
}

TEST_CASE_METHOD(Written, "The text before a branch comes back, and the branch as well") {
    CHECK_FALSE(twin.action("former"));
    const std::string text = twin.passage;
    pick(40);
    page.type("temperature", "1.2");
    page.press(another(twin));
    const std::string branched = twin.passage;
    REQUIRE(twin.action("former"));
    page.press("former");
    CHECK(twin.passage == text);
    CHECK(twin.field("temperature")->value == "0.8");
    CHECK(twin.action("continue")->enabled);
    page.press("former");
    CHECK(twin.passage == branched);
    CHECK(twin.field("temperature")->value == "1.2");
    // A new text does not lose what no settings can tell.
    page.type("prompt", "JULIET:\n");
    page.press("generate");
    page.press("former");
    CHECK(twin.passage == branched);
    CHECK(twin.field("prompt")->value == "ROMEO:\n");
    page.type("prompt", "typed since");
    page.press("former");
    CHECK(twin.field("prompt")->value == "typed since");
}

TEST_CASE_METHOD(Written, "A branched text and the one before it survive a reload; a link has the branched one") {
    const std::string text = twin.passage;
    pick(40);
    page.type("temperature", "1.2");
    page.press(another(twin));
    pick(70);
    page.press(another(twin, 2));
    const std::string branched = twin.passage;
    const auto kept = twin.page().kept;
    page.press("share");
    REQUIRE(twin.shared.size() == 1);
    const auto link = twin.shared.front();
    CHECK(link.contains("branches"));
    CHECK_FALSE(link.contains("former"));
    page.type("temperature", "0.3");  // which does not tell the text that is there
    const auto changed = twin.page().kept;
    twin.passage.clear();
    {
        Started opened(twin, launch(link));
        CHECK(twin.passage == branched);
        CHECK(twin.field("temperature")->value == "1.2");
    }
    {
        Started reloaded(twin, again(kept));
        CHECK(twin.passage == branched);
        CHECK(twin.page().kept == kept);
        reloaded.press("former");
        CHECK(twin.passage.starts_with(text.substr(0, given + 40)));
        CHECK(twin.passage.size() == given + 160);
    }
    Started reloaded(twin, again(changed));
    reloaded.press("former");
    CHECK(twin.passage == branched);
}

TEST_CASE_METHOD(Written, "With another beginning or seed nothing branches, and that is said") {
    pick(40);
    const std::string text = twin.passage;
    const std::string id = another(twin);
    page.type("seed", "5");
    CHECK_FALSE(twin.action(id)->enabled);
    CHECK(twin.page().passage_note.contains("press “Generate” before you branch"));
    page.press(id);
    CHECK(twin.passage == text);
    page.type("seed", "1");
    CHECK(twin.action(id)->enabled);
    for (const char* nonsense : {"", "999", "-1", "x"}) page.controller.command({"branch", nonsense, ""});
    CHECK(twin.passage == text);
}

TEST_CASE_METHOD(Fixture, "A text may be branched and stopped while it is written or read again, and goes on") {
    Started page(twin, launch());
    page.type("prompt", "");
    page.type("length", "60");
    page.press("generate");
    const std::string text = twin.passage;
    runtime.answer_at_once = false;
    page.press("generate");
    for (int i = 0; i < 30; ++i) finish_run();
    CHECK(twin.passage.size() == 30);
    page.pick("20");
    REQUIRE(candidates(twin).size() == Place::most);
    page.press(standing(twin));
    CHECK(twin.passage == text.substr(0, 20));
    CHECK(twin.result().text.starts_with("Writing on from there"));
    for (int i = 0; i < 5; ++i) finish_run();
    page.press("stop");  // it has read a part of what stands there
    CHECK(twin.passage == text.substr(0, 20));
    REQUIRE(twin.action("continue")->enabled);
    page.press("continue");
    while (!runtime.runs.empty()) finish_run();
    CHECK(twin.passage.size() == 80);
    CHECK(twin.passage.starts_with(text));
    page.press("former");
    while (!runtime.runs.empty()) finish_run();
    CHECK(twin.passage == text.substr(0, 30));
}

TEST_CASE_METHOD(Fixture, "After a stop the candidates are those of the character that would have come") {
    runtime.answer_at_once = false;
    Started page(twin, launch());
    page.type("prompt", "");
    page.press("generate");
    for (int i = 0; i < 10; ++i) finish_run();
    page.press("stop");
    CHECK(twin.page().state == platform::State::ready);
    finish_run();
    const auto place = page.controller.place();
    REQUIRE(place);
    CHECK(place->at == 10);
    CHECK_FALSE(place->stands);
    const auto before = page.controller.generating().logits(10);
    const std::vector<float> next(before.begin(), before.end());
    page.press("continue");
    for (int i = 0; i < 3; ++i) finish_run();
    const auto written = page.controller.generating().logits(10);
    CHECK(std::vector<float>(written.begin(), written.end()) == next);
}

TEST_CASE_METHOD(Fixture, "A link's branches that cannot be read are said, and the text is written without them") {
    Started page(twin, launch({{"prompt", "A"}, {"length", "30"}, {"branches", "7-9999"}}));
    CHECK(twin.passage.size() == 31);
    CHECK(twin.field("prompt")->note.contains("not in a way that can be read"));
    CHECK(twin.errors().empty());
}
