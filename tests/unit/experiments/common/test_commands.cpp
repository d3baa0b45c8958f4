// From a press on the page to a command, and from its argument to a number.
#include <catch_amalgamated.hpp>

#include "experiments/common/commands.hpp"

using namespace mllab;
using platform::Command;

TEST_CASE("An action's id is its verb and its argument; a press on it gives both back") {
    platform::PageState page;
    page.actions = {{.verb = "look-inside"}, {.verb = "key", .argument = "+"}, {.verb = "model", .argument = "a-b_c"}};
    page.actions.push_back({.verb = "category"});
    page.actions.push_back(experiments::example_action(12, "twelve"));
    const auto is = [](const Command& command, const char* verb, const char* argument) {
        return command.verb == verb && command.argument == argument && command.text.empty();
    };
    CHECK(is(command_of(page, "look-inside", ""), "look-inside", ""));
    CHECK(is(command_of(page, "key-+", ""), "key", "+"));
    CHECK(is(command_of(page, "model-a-b_c", ""), "model", "a-b_c"));
    CHECK(is(command_of(page, "example-12", ""), "example", "12"));
    // What the visitor chose is the argument of an action that has none of its own, and no other.
    CHECK(is(command_of(page, "category", "The Eiffel Tower"), "category", "The Eiffel Tower"));
    CHECK(is(command_of(page, "model-a-b_c", "another"), "model", "a-b_c"));
    // What is not listed is a verb that nobody knows, whatever it looks like.
    for (const char* id : {"", "-", "example-", "example-13", "model-", "model", "key-", "example-12-"})
        CHECK(is(command_of(page, id, ""), id, ""));
}

TEST_CASE("Only a whole number within its bounds is one") {
    const auto number = [](const char* text) {
        return experiments::number_of({.verb = "example", .argument = text}, 10);
    };
    CHECK(number("0") == 0);
    CHECK(number("9") == 9);
    for (const char* text : {"", "10", "-1", "1.5", "1 ", " 1", "x", "0x1", "99999999999999999999999"}) {
        CAPTURE(text);
        CHECK_FALSE(number(text));
    }
}
