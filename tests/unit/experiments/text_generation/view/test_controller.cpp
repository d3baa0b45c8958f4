// The page of a text: what is typed, shown, picked, copied and shared.
#include <catch_amalgamated.hpp>
#include <set>

#include "started.hpp"

using namespace mllab;
using Fixture = fake::TextFixture;
using Started = fake::StartedText;
using platform::State;

TEST_CASE_METHOD(Fixture, "A text appears after its beginning, shaded by how sure the network was") {
    Started page(twin, launch());
    CHECK(twin.page().state == State::ready);
    CHECK(twin.passage.empty());
    page.type("prompt", "HAMLET:\n");
    page.type("length", "300");
    page.press("generate");
    CHECK(twin.passage.starts_with("HAMLET:\n"));
    CHECK(twin.passage.size() == 308);
    CHECK(twin.result().value == twin.passage);
    CHECK(twin.result().revision == twin.page().revision);
    CHECK(twin.result().text.starts_with("300 characters written"));
    CHECK(twin.parts.front() == platform::PassagePart{"HAMLET:\n", platform::PassagePart::given});
    std::set<int> levels;
    for (const auto& part : twin.parts) levels.insert(part.confidence);
    CHECK(levels.size() >= 3);
    CHECK(*levels.rbegin() <= platform::PassagePart::highest);
}

TEST_CASE_METHOD(Fixture, "What is written reaches the page without a frame, and is not read out by character") {
    runtime.answer_at_once = false;
    Started page(twin, launch());
    page.type("prompt", "");
    page.press("generate");
    CHECK(twin.page().state == State::busy);
    CHECK(twin.action("stop")->enabled);
    const std::size_t told = twin.results();
    for (std::size_t i = 1; i <= 10; ++i) {
        finish_run();
        CHECK(twin.passage.size() == i);
    }
    CHECK(twin.results() == told);
    page.press("stop");
    CHECK(twin.page().state == State::ready);
    CHECK(twin.result().text.starts_with("Stopped after 10 characters"));
    const std::string stopped = twin.passage;
    page.controller.advance(twin.clock_ms + 100);
    CHECK(twin.passage == stopped);
    page.type("length", "5");
    page.press("continue");
    while (!runtime.runs.empty()) finish_run();
    CHECK(twin.passage.size() == 15);
    CHECK(twin.passage.starts_with(stopped));
}

TEST_CASE_METHOD(Fixture, "Characters that the network does not know are shown, explained and replaced") {
    Started page(twin, launch());
    for (const std::string& prompt : {std::string("caf\u00e9 \U0001F600"), std::string("\u202Eمرحبا"),
                                      std::string("a\ab\x1b"), std::string("\xFF\xC0"), std::string("1+1")}) {
        CAPTURE(prompt);
        page.type("prompt", prompt);
        CHECK(twin.field("prompt")->value == prompt);
        CHECK(twin.field("prompt")->note.starts_with("Not in the network's alphabet: "));
        page.press("generate");
        CHECK(twin.passage.size() >= 500);
        CHECK(twin.errors().empty());
    }
    page.type("prompt", "cafe");
    CHECK(twin.field("prompt")->note.empty());
}

TEST_CASE_METHOD(Fixture, "An empty beginning is one, and ten thousand characters are, too") {
    Started page(twin, launch());
    page.type("prompt", "");
    page.press("generate");
    CHECK(twin.passage.size() == 500);
    page.type("prompt", std::string(10'000, 'a'));
    CHECK(twin.field("prompt")->note.contains("Only the last 2000 characters are read"));
    page.press("generate");
    CHECK(twin.passage.size() == 10'500);
    CHECK(most_read_at_once <= 100);
}

TEST_CASE_METHOD(Fixture, "The same settings write the same text twice; another seed writes another one") {
    Started page(twin, launch());
    page.press("generate");
    const std::string first = twin.passage;
    page.press("generate");
    CHECK(twin.passage == first);
    page.press("dice");
    CHECK(twin.passage != first);
    CHECK(twin.field("seed")->value != "1");
    page.type("seed", "1");
    CHECK_FALSE(twin.action("continue")->enabled);  // it would go on with another text
    page.press("generate");
    CHECK(twin.passage == first);
    CHECK(twin.action("continue")->enabled);
}

TEST_CASE_METHOD(Fixture, "A shared link writes the same text in a page that was never there") {
    std::string text;
    {
        Started page(twin, launch());
        page.type("prompt", "Dear \u201cfriend\u201d,\n");
        page.type("temperature", "1.15");
        page.type("top-k", "20");
        page.type("top-p", "0.95");
        page.type("length", "40");
        page.press("dice");
        page.press("continue");
        text = twin.passage;
        CHECK(text.size() > 80);
        page.press("share");
    }
    REQUIRE(twin.shared.size() == 1);
    CHECK(twin.shared.front().at("length") == "80");
    twin.passage.clear();
    runtime.load_at_once = false;
    Started again(twin, launch(twin.shared.front()));
    CHECK(twin.passage.empty());
    finish_load();
    CHECK(twin.passage == text);
    again.press("generate");
    CHECK(twin.passage == text);
}

TEST_CASE_METHOD(Fixture, "After a reload the settings are there, and the text if there was one") {
    std::map<std::string, std::string> settings;
    std::map<std::string, std::string> with_text;
    std::string text;
    const auto again = [](std::map<std::string, std::string> fields) {
        platform::Launch reloaded = launch(std::move(fields));
        reloaded.again = true;
        return reloaded;
    };
    {
        Started page(twin, launch());
        page.type("prompt", "HAMLET:");
        page.type("seed", "99");
        page.type("length", "40");
        settings = twin.page().kept;
        page.press("generate");
        page.press("continue");
        with_text = twin.page().kept;
        text = twin.passage;
    }
    twin.passage.clear();
    {
        Started page(twin, again(settings));
        CHECK(twin.field("prompt")->value == "HAMLET:");
        CHECK(twin.field("seed")->value == "99");
        CHECK(twin.passage.empty());
        CHECK(twin.page().kept == settings);
    }
    Started page(twin, again(with_text));
    CHECK(text.size() == 87);
    CHECK(twin.passage == text);
    CHECK(twin.field("length")->value == "40");
    CHECK(twin.page().kept == with_text);
}

TEST_CASE_METHOD(Fixture, "A link may say anything") {
    Started page(twin, launch({{"prompt", std::string(50'000, '\x01')},
                               {"length", "-5"},
                               {"temperature", "NaN"},
                               {"seed", "99999999999999999999999"},
                               {"top-p", ""},
                               {"unknown", "x"}}));
    CHECK(twin.errors().empty());
    CHECK(twin.field("length")->note.contains("500 is used"));
    CHECK(twin.field("seed")->note.contains("1 is used"));
    CHECK(twin.page().state == State::ready);
}

TEST_CASE_METHOD(Fixture,
                 "A picked character tells how much of it came from the text before, if that is worth telling") {
    const auto note_with = [&](int look_back, float share) {
        own_share = share;
        Started page(twin, launch({}, look_back));
        page.type("prompt", "ROMEO:\n");
        page.type("length", "40");
        page.press("generate");
        page.pick("20");
        return twin.page().passage_note;
    };
    CHECK(note_with(100, 0.25F).ends_with(" · 75 % of that copied from earlier text"));
    for (const std::string& note : {note_with(100, 0.96F), note_with(0, 0.25F)}) {
        CHECK(note.contains("it could have been"));
        CHECK_FALSE(note.contains("pointing"));
    }
}

TEST_CASE_METHOD(Fixture, "A picked character tells how likely it was and what else could have come") {
    Started page(twin, launch());
    page.type("prompt", "ROMEO:\n");
    page.press("generate");
    page.pick("2");
    CHECK(twin.page().passage_note.contains("only read it"));
    page.pick("9");
    CHECK(twin.page().passage_note.contains("%"));
    CHECK(twin.page().passage_note.contains("it could have been"));
    const auto place = page.controller.place();
    REQUIRE(place);
    CHECK(place->at == 2);
    CHECK(place->stands == page.controller.generating().written().at(2).chosen.token);
    CHECK(page.controller.before(*place).starts_with("ROMEO: / "));
    const std::string note = twin.page().passage_note;
    for (const char* nonsense : {"507", "-1", "x", "", "1e9", "99999999999999999999999"}) {
        page.pick(nonsense);
        CHECK(twin.page().passage_note == note);
    }
    page.press("generate");
    CHECK(twin.page().passage_note.empty());
}

TEST_CASE_METHOD(Fixture, "The text is copied as it stands there; without one there is nothing to copy") {
    Started page(twin, launch());
    CHECK_FALSE(twin.action("copy")->enabled);
    page.press("generate");
    page.press("copy");
    REQUIRE(twin.copied.size() == 1);
    CHECK(twin.copied.front() == twin.passage);
}

TEST_CASE_METHOD(Fixture, "Every example begins a text") {
    Started page(twin, launch());
    int examples = 0;
    for (const platform::Action& action : std::vector(twin.page().actions)) {
        if (action.group != "example") continue;
        ++examples;
        page.press(action.id());
        const auto all = text_generation::examples_for("shakespeare_lstm");
        const auto example = std::ranges::find(all, action.label, &text_generation::Example::label);
        REQUIRE(example != all.end());
        const auto& parameters = page.controller.generating().parameters();
        CHECK(twin.passage.starts_with(text_generation::encode(example->prompt, parameters).text));
    }
    CHECK(examples >= 4);
    for (const auto& example : text_generation::examples_for("wikipedia_lstm")) CHECK(example.prompt.starts_with("= "));
    CHECK_FALSE(text_generation::examples_for("another").empty());
}

TEST_CASE_METHOD(Fixture, "While the model is on its way nothing can be written; when it fails one can try again") {
    runtime.load_at_once = false;
    Started page(twin, launch());
    CHECK(twin.page().state == State::loading);
    CHECK_FALSE(twin.action("generate")->enabled);
    page.press("generate");
    page.press("dice");
    CHECK(runtime.runs_asked == 0);
    finish_load(inference::ModelError(inference::Failure::file_missing, "It did not arrive."));
    CHECK(twin.page().state == State::error);
    CHECK(twin.errors().size() == 1);
    page.press("retry");
    finish_load();
    CHECK(twin.action("generate")->enabled);
}
