// What a table lists can be done, and nothing else.
#include <array>
#include <catch_amalgamated.hpp>

#include "experiments/common/action_table.hpp"
#include "experiments/common/commands.hpp"

using namespace mllab;
using experiments::ActionRow;
using platform::Action;
using platform::Command;

namespace {

// A radio: whatever is done to it is written down.
struct Radio {
    bool on = false;
    bool broken = false;
    std::vector<std::string> presets{"news", "jazz", "football"};
    std::vector<std::string> done;

    [[nodiscard]] static experiments::ActionTable<Radio> table() {
        static const auto rows = std::to_array<ActionRow<Radio>>({
            {.action = {.verb = "power", .icon = "power", .group = "edit", .shortcut = "P"},
             .look =
                 [](const Radio& radio, Action& action) {
                     action.label = radio.on ? "Switch off" : "Switch on";
                     action.pressed = radio.on;
                     action.enabled = !radio.broken;
                 },
             .perform =
                 [](Radio& radio, const Command&) {
                     radio.on = !radio.on;
                     radio.done.emplace_back("power");
                 }},
            {.action = {.verb = "preset"},
             .several =
                 [](const Radio& radio) {
                     auto presets = experiments::example_actions(radio.presets, std::identity(), radio.on);
                     if (radio.presets.size() > 1) presets[1].enabled = false;
                     return presets;
                 },
             .perform = [](Radio& radio,
                           const Command& command) { radio.done.push_back("preset " + command.argument); }},
            {.action = {.verb = "repair", .label = "Repair"},
             .listed = [](const Radio& radio) { return radio.broken; },
             .perform =
                 [](Radio& radio, const Command&) {
                     radio.broken = false;
                     radio.done.emplace_back("repair");
                 }},
            {.action = {.verb = "station", .label = "Any station"},
             .perform = [](Radio& radio,
                           const Command& command) { radio.done.push_back("station " + command.argument); }},
            {.action = {.verb = "open-picture", .label = "Open a picture"}},
            {.action = {.verb = "field"},
             .in_list = false,
             .perform = [](Radio& radio, const Command& command) { radio.done.push_back("field " + command.text); }},
        });
        return rows;
    }
    [[nodiscard]] std::vector<Action> actions() const {
        std::vector<Action> list{{.verb = "first"}};
        experiments::list(table(), *this, list);
        return list;
    }
    [[nodiscard]] std::vector<std::string> ids() const {
        std::vector<std::string> all;
        for (const Action& action : actions()) all.push_back(action.id());
        return all;
    }
    bool perform(const Command& command) { return experiments::perform(table(), *this, command); }
    // What came of a command whose verb the table knows.
    [[nodiscard]] std::vector<std::string> after(const Command& command) {
        done.clear();
        CHECK(perform(command));
        return done;
    }
};

using Done = std::vector<std::string>;

}  // namespace

TEST_CASE("A table lists its actions in the order of its rows, behind what is there already") {
    Radio radio;
    CHECK(radio.ids() == Done{"first", "power", "preset-0", "preset-1", "preset-2", "station", "open-picture"});
    radio.broken = true;
    radio.presets.clear();
    CHECK(radio.ids() == Done{"first", "power", "repair", "station", "open-picture"});
}

TEST_CASE("An action looks as its row says, and at the moment") {
    Radio radio;
    CHECK(radio.actions()[1] == Action{.verb = "power",
                                       .label = "Switch on",
                                       .icon = "power",
                                       .group = "edit",
                                       .shortcut = "P",
                                       .pressed = false});
    radio.on = radio.broken = true;
    CHECK(radio.actions()[1] == Action{.verb = "power",
                                       .label = "Switch off",
                                       .icon = "power",
                                       .group = "edit",
                                       .shortcut = "P",
                                       .enabled = false,
                                       .pressed = true});
    // The row's verb counts, whatever the helper that made the action called it.
    CHECK(radio.actions()[2] ==
          Action{.verb = "preset", .argument = "0", .label = "news", .group = "example", .enabled = true});
}

TEST_CASE("What is listed and enabled is performed; what is not enabled or not listed is ignored") {
    Radio radio;
    CHECK(radio.after({.verb = "preset", .argument = "0"}).empty());
    CHECK(radio.after({.verb = "power"}) == Done{"power"});
    CHECK(radio.after({.verb = "preset", .argument = "0"}) == Done{"preset 0"});
    CHECK(radio.after({.verb = "preset", .argument = "2"}) == Done{"preset 2"});
    for (const char* argument : {"", "1", "3", "-1", "00", "0 ", "news"}) {
        CAPTURE(argument);
        CHECK(radio.after({.verb = "preset", .argument = argument}).empty());
    }
    CHECK(radio.after({.verb = "repair"}).empty());
    radio.broken = true;
    CHECK(radio.after({.verb = "power"}).empty());
    CHECK(radio.on);
    CHECK(radio.after({.verb = "repair"}) == Done{"repair"});
    CHECK_FALSE(radio.broken);
    CHECK(radio.after({.verb = "open-picture"}).empty());  // the shell's
}

TEST_CASE("An action without an argument of its own takes the visitor's; a verb in no list is always performed") {
    Radio radio;
    CHECK(radio.after({.verb = "station", .argument = "104.6"}) == Done{"station 104.6"});
    CHECK(radio.after({.verb = "station"}) == Done{"station "});
    CHECK(radio.after({.verb = "field", .argument = "volume", .text = "11"}) == Done{"field 11"});
}

TEST_CASE("A verb that no row has is left to whoever else there is") {
    Radio radio;
    for (const char* verb : {"", "first", "powe", "power-", "preset-0", "Power"}) {
        CAPTURE(verb);
        CHECK_FALSE(radio.perform({.verb = verb}));
    }
    CHECK(radio.done.empty());
    CHECK_FALSE(experiments::perform(experiments::ActionTable<Radio>(), radio, {.verb = "power"}));
}
