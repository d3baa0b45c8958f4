// What the visitor can do.
#include <array>
#include <charconv>

#include "core/text.hpp"
#include "experiments/common/commands.hpp"
#include "experiments/object_detection/view/controller.hpp"

namespace mllab::object_detection {

namespace {

using platform::Action;
using platform::Command;

std::optional<std::uint64_t> id_of(const Command& command) {
    const std::string& text = command.argument;
    std::uint64_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(id) : std::nullopt;
}

std::string list_of(const std::vector<std::string>& kinds) {
    std::string text;
    for (const std::string& kind : kinds) text += (text.empty() ? "" : ", ") + kind;
    return text;
}

}  // namespace

experiments::ActionTable<Controller> Controller::table() {
    static const auto rows = std::to_array<experiments::ActionRow<Controller>>({
        {.action = {.verb = "field"},
         .in_list = false,
         .perform =
             [](Controller& c, const Command& command) {
                 c.settings_.type(command.argument, command.text);
                 c.again_ = true;
             }},
        {.action = {.verb = "freeze", .label = "Freeze", .icon = "snowflake", .group = "source", .shortcut = "F"},
         .listed = [](const Controller& c) { return c.live(); },
         .look = [](const Controller& c, Action& action) { action.enabled = c.reading() != nullptr; },
         // The light goes out, and what the camera shows becomes a picture like any other.
         .perform =
             [](Controller& c, const Command&) {
                 c.watching_.picture(c.kept_picture(), "The frozen frame", c.watching_.sources().mirrored());
             }},
        {.action = {.verb = "previous-thing",
                    .label = "The box before",
                    .icon = "arrow-left",
                    .group = "found",
                    .shortcut = "ArrowLeft"},
         .listed = [](const Controller& c) { return c.things_.all().size() > 1; },
         .perform = [](Controller& c, const Command&) { c.alone_ = c.things_.neighbour(c.alone_, false); }},
        {.action = {.verb = "next-thing",
                    .label = "The next box",
                    .icon = "arrow-right",
                    .group = "found",
                    .shortcut = "ArrowRight"},
         .listed = [](const Controller& c) { return c.things_.all().size() > 1; },
         .perform = [](Controller& c, const Command&) { c.alone_ = c.things_.neighbour(c.alone_, true); }},
        {.action = {.verb = "thing"},
         .several = [](const Controller& c) { return c.thing_actions(); },
         .perform =
             [](Controller& c, const Command& command) {
                 const auto id = id_of(command);
                 c.alone_ = c.alone_ == id ? std::nullopt : id;
             }},
        {.action =
             {.verb = "all-things", .label = "Show all boxes", .icon = "x", .group = "found", .shortcut = "Escape"},
         .listed = [](const Controller& c) { return c.alone_.has_value(); },
         .perform = [](Controller& c, const Command&) { c.alone_.reset(); }},
        {.action = {.verb = "all-kinds", .icon = "x", .group = "found"},
         .listed = [](const Controller& c) { return !c.settings_.kinds(c.model()).empty(); },
         .look =
             [](const Controller& c, Action& action) {
                 action.label = core::joined("Only ", list_of(c.settings_.kinds(c.model())), ": show every kind");
             },
         .perform =
             [](Controller& c, const Command&) {
                 c.settings_.show_every_kind();
                 c.again_ = true;
             }},
        {.action = {.verb = "category", .label = "Pick the kinds of things that should get a box.", .group = "play"},
         .perform =
             [](Controller& c, const Command& command) {
                 c.settings_.toggle_kind(command.argument);
                 c.again_ = true;
             }},
        {.action = {.verb = "side"},
         .listed = [](const Controller& c) { return c.model().sides_px.size() > 1; },
         .several =
             [](const Controller& c) {
                 std::vector<Action> actions;
                 for (const int px : c.model().sides_px)
                     actions.push_back({.argument = std::to_string(px),
                                        .label = core::joined(px, " px"),
                                        .group = "view",
                                        .pressed = px == c.settings_.side_px(c.model(), c.live())});
                 return actions;
             },
         .perform =
             [](Controller& c, const Command& command) {
                 const auto px = id_of(command);
                 if (!px) return;
                 c.settings_.choose_side(static_cast<int>(*px));
                 c.host_.perform(platform::StoreSetting{.key = Settings::side_setting, .value = command.argument});
                 c.watching_.ask_again();
             }},
        {.action = {.verb = "steady", .label = "Steady boxes", .icon = "crosshair", .group = "view"},
         .listed = [](const Controller& c) { return c.live(); },
         .look = [](const Controller& c, Action& action) { action.pressed = c.settings_.steady; },
         .perform = [](Controller& c, const Command&) { c.settings_.steady = !c.settings_.steady; }},
        {.action = experiments::look_inside_action(false, "L"),
         .look = [](const Controller& c, Action& action) { action.pressed = c.settings_.looking_inside; },
         .perform =
             [](Controller& c, const Command&) {
                 c.settings_.looking_inside = !c.settings_.looking_inside;
                 c.watching_.ask_again();
             }},
        {.action = {.verb = "save-picture", .label = "Save picture", .icon = "image-down", .group = "save"},
         .look = [](const Controller& c, Action& action) { action.enabled = c.reading() != nullptr; },
         .perform = [](Controller& c, const Command&) { c.save_picture(); }},
    });
    return rows;
}

}  // namespace mllab::object_detection
