// What passes between C++ and the page: only what changed, whatever text it is, and nothing that is not understood.
#include <catch_amalgamated.hpp>
#include <limits>
#include <nlohmann/json.hpp>

#include "platform/page_json.hpp"

using namespace mllab::platform;
using nlohmann::json;

namespace {

PageState a_page() {
    PageState page{.state = State::busy, .revision = 7, .model = "digits_cnn"};
    page.result = {.text = "This is a 7.", .value = "7", .top = {{"7", 0.1 + 0.2}, {"1", 1e-9}}, .revision = 6};
    page.actions = {{.verb = "undo", .label = "Undo"},
                    {.verb = "example",
                     .argument = "3",
                     .label = "3",
                     .enabled = false,
                     .pressed = true,
                     .picture = "hands/rock.jpg"}};
    page.areas = {{.name = "pad", .rect = {16, 16.5F, 320, 320}, .takes_drags = true, .label = "A pad"}};
    page.fields = {{.id = "seed", .label = "Seed", .kind = Field::Kind::number, .value = "1", .high = 9, .step = 1}};
    page.kept = {{"seed", "1"}};
    page.progress = {{.part = "model", .received = 5, .total = 0}};
    page.sheet = {.title = "2 pictures",
                  .busy = true,
                  .done = 1,
                  .columns = {{.id = "name", .label = "Picture"}, {.id = "p", .label = "How sure", .number = true}},
                  .sorted = "p",
                  .rows = {{.picture = 1, .name = "b.jpg", .cells = {"82 %"}}, {.name = "a.txt", .failure = "No."}}};
    return page;
}

}  // namespace

TEST_CASE("The first message says everything, under the names that the page reads") {
    const PageState page = a_page();
    const json all = json::parse(changes(nullptr, page));
    CHECK(all.size() == 13);
    CHECK(all["state"] == "busy");
    CHECK(all["revision"] == 7);
    CHECK(all["result"]["top"][0]["p"] == 0.1 + 0.2);
    CHECK_FALSE(all["result"]["top"][0].contains("box"));
    CHECK(all["result"]["settled"] == true);
    CHECK(all["actions"][0] == json::parse(R"({"id": "undo", "label": "Undo", "icon": "", "group": "", "shortcut": "",
                                               "enabled": true, "pressed": null, "picture": ""})"));
    CHECK(all["actions"][1]["id"] == "example-3");
    CHECK(all["actions"][1]["pressed"] == true);
    CHECK(all["actions"][1]["picture"] == "hands/rock.jpg");
    CHECK(all["areas"][0] ==
          json::parse(R"({"name": "pad", "rect": [16, 16.5, 320, 320], "drags": true, "label": "A pad"})"));
    CHECK(all["fields"][0]["kind"] == "number");
    CHECK(all["fields"][0]["high"] == 9);
    CHECK(all["kept"] == json{{"seed", "1"}});
    CHECK(all["sheet"]["columns"][1] == json::parse(R"({"id": "p", "label": "How sure", "number": true})"));
    CHECK(all["sheet"]["rows"][0] ==
          json::parse(R"({"picture": 1, "name": "b.jpg", "cells": ["82 %"], "failure": ""})"));
    CHECK(all["sheet"]["done"] == 1);
    CHECK(all["sheet"]["busy"] == true);
    CHECK(all["progress"][0] == json::parse(R"({"part": "model", "received": 5, "total": 0})"));
}

TEST_CASE("After that only what changed is said, and nothing where nothing did") {
    const PageState before = a_page();
    PageState now = before;
    CHECK(changes(&before, now).empty());
    now.revision = 8;
    CHECK(json::parse(changes(&before, now)) == json{{"revision", 8}});
    now = before;
    now.error = "No.";
    now.state = State::error;
    CHECK(json::parse(changes(&before, now)) == json{{"error", "No."}, {"state", "error"}});
    // Every member counts.
    const auto changed = [&](const auto& change) {
        PageState page = before;
        change(page);
        return json::parse(changes(&before, page)).size();
    };
    CHECK(changed([](PageState& p) { p.model = "x"; }) == 1);
    CHECK(changed([](PageState& p) { p.result.top[1].p = 0; }) == 1);
    CHECK(changed([](PageState& p) { p.result.settled = false; }) == 1);
    CHECK(changed([](PageState& p) { p.result.stored = "Stored."; }) == 1);
    CHECK(changed([](PageState& p) { p.actions[1].enabled = true; }) == 1);
    CHECK(changed([](PageState& p) { p.areas[0].rect.x = 17; }) == 1);
    CHECK(changed([](PageState& p) { p.fields[0].note = "x"; }) == 1);
    CHECK(changed([](PageState& p) { p.fields[0].said = "x"; }) == 1);
    CHECK(changed([](PageState& p) { p.fields[0].below = true; }) == 1);
    CHECK(changed([](PageState& p) { p.source_note = "x"; }) == 1);
    CHECK(changed([](PageState& p) { p.sheet.rows[1].failure = "x"; }) == 1);
    CHECK(changed([](PageState& p) { p.passage_note = "x"; }) == 1);
    CHECK(changed([](PageState& p) { p.progress.clear(); }) == 1);
}

TEST_CASE("Any text at all can be said") {
    PageState page;
    page.error = std::string("quotes \" \\ new\nline ") + '\0' + " nul, \xF0\x9F\x98\x80";
    for (int c = 1; c < 0x20; ++c) page.model += static_cast<char>(c);
    const json all = json::parse(changes(nullptr, page));
    CHECK(all["error"] == page.error);
    CHECK(all["model"] == page.model);
    // Bytes that are no UTF-8 stay; whoever decodes the message replaces them.
    CHECK(json_of(Passage{.begins = true, .parts = {{"\x80", 2}}}).contains("\"\x80\""));
    page.result.top = {{"?", std::numeric_limits<double>::quiet_NaN()}, {"!", 1}};
    CHECK(json::parse(changes(nullptr, page))["result"]["top"][0]["p"].is_null());
}

TEST_CASE("Requests name their kind; a passage its parts") {
    CHECK(json::parse(json_of(Request(SaveLink{"models/a.onnx", "a.onnx"}))) ==
          json{{"kind", "save"}, {"address", "models/a.onnx"}, {"fileName", "a.onnx"}});
    CHECK(json::parse(json_of(Request(CopyText{"x"}))) == json{{"kind", "copy"}, {"text", "x"}});
    CHECK(json::parse(json_of(Request(StoreSetting{"a/b", "c"}))) ==
          json{{"kind", "store"}, {"key", "a/b"}, {"value", "c"}});
    CHECK(json::parse(json_of(Request(ShareLink{{{"a", "b&c"}}})))["fields"]["a"] == "b&c");
    CHECK(json::parse(json_of(Request(OpenPicture{"hands/rock.jpg", "Rock"}))) ==
          json{{"kind", "picture"}, {"file", "hands/rock.jpg"}, {"name", "Rock"}});
    CHECK(json::parse(json_of(Request(PlayTone{.frequency_hz = 440.5, .ms = 80}))) ==
          json{{"kind", "tone"}, {"frequencyHz", 440.5}, {"ms", 80}});
    CHECK(json::parse(json_of(Request(TakePicture{.number = 7, .show = true}))) ==
          json{{"kind", "take"}, {"number", 7}, {"show", true}});
    CHECK(json::parse(json_of(Request(ForgetPictures{}))) == json{{"kind", "forget"}});
    CHECK(json::parse(json_of(Request(SaveText{"a,b", "c.csv"}))) ==
          json{{"kind", "save-text"}, {"text", "a,b"}, {"fileName", "c.csv"}});
    CHECK_THROWS(json_of(Request(SavePicture{})));
    CHECK(json::parse(json_of(Passage{.begins = false, .parts = {{"To be", PassagePart::given}}})) ==
          json::parse(R"({"begins": false, "parts": [{"text": "To be", "confidence": -1}]})"));
}

TEST_CASE("Names of pictures are any texts, and nothing else") {
    CHECK(names_of(R"(["a.jpg", "", "“ü”\n"])") == std::vector<std::string>{"a.jpg", "", "“ü”\n"});
    CHECK(names_of("[]").empty());
    for (const char* text : {"", "{}", "[1]", "[null]", "null", "[[]]"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(names_of(text), std::invalid_argument);
    }
}

TEST_CASE("A launch is read whole or refused with a message") {
    const Launch launch = launch_of(R"({"experiment": "digits", "model": "m", "modelsUrl": "models/",
        "cards": {"m": "{}"}, "answers": {"m": "[]"}, "fields": {"prompt": "a b"}, "again": true, "settings": {"digits/pen": "thin"}})");
    CHECK(launch.experiment == "digits");
    CHECK(launch.models_url == "models/");
    CHECK(launch.cards.at("m") == "{}");
    CHECK(launch.answers.at("m") == "[]");
    CHECK(launch.fields.at("prompt") == "a b");
    CHECK(launch.again);
    CHECK(launch.settings.at("digits/pen") == "thin");
    for (
        const char* text :
        {"", "{", "[]", "null", R"({"experiment": 1})", R"({"experiment": "digits"})",
         R"({"experiment": "", "model": "", "modelsUrl": "", "cards": {"a": 1}, "answers": {}, "fields": {}, "again": false,
                                 "settings": {}})"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(launch_of(text), std::invalid_argument);
    }
}

TEST_CASE("What has a place in a picture says where") {
    PageState page = a_page();
    page.result.top = {{.label = "dog", .p = 0.5, .box = {{0.25, 0, 0.5, 1}}}};
    CHECK(json::parse(changes(nullptr, page))["result"]["top"][0]["box"] == json::parse("[0.25, 0, 0.5, 1]"));
}
