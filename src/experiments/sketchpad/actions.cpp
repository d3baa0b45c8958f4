// What one can do on a sketchpad, in the page's order.
#include <array>

#include "core/text.hpp"
#include "experiments/common/commands.hpp"
#include "experiments/sketchpad/controller.hpp"

namespace mllab::sketchpad {

using platform::Action;
using platform::Command;

experiments::ActionTable<Controller> Controller::table() {
    static const auto rows = std::to_array<experiments::ActionRow<Controller>>({
        {.action = {.verb = "undo", .label = "Undo", .icon = "undo-2", .group = "edit", .shortcut = "Ctrl+Z"},
         .look = [](const Controller& c, Action& action) { action.enabled = c.pad_.can_undo(); },
         .perform = [](Controller& c, const Command&) { c.pad_.undo(); }},
        {.action = {.verb = "redo", .label = "Redo", .icon = "redo-2", .group = "edit", .shortcut = "Ctrl+Shift+Z"},
         .look = [](const Controller& c, Action& action) { action.enabled = c.pad_.can_redo(); },
         .perform = [](Controller& c, const Command&) { c.pad_.redo(); }},
        {.action = {.verb = "clear", .label = "Clear", .icon = "trash-2", .group = "edit", .shortcut = "Delete"},
         .look = [](const Controller& c, Action& action) { action.enabled = !c.pad_.empty(); },
         .perform = [](Controller& c, const Command&) { c.clear(); }},
        // A picture has neither strokes to rub out nor a pen.
        {.action = {.verb = "eraser", .label = "Eraser", .icon = "eraser", .group = "edit", .shortcut = "E"},
         .listed = [](const Controller& c) { return c.pad_.picture() == nullptr; },
         .look = [](const Controller& c, Action& action) { action.pressed = c.eraser_; },
         .perform = [](Controller& c, const Command&) { c.eraser_ = !c.eraser_; }},
        {.action = {.verb = "pen-width", .icon = "pen-line", .group = "edit", .shortcut = "W"},
         .listed = [](const Controller& c) { return c.pad_.picture() == nullptr; },
         .look = [](const Controller& c, Action& action) { action.label = core::joined("Pen: ", c.pen_name()); },
         .perform = [](Controller& c, const Command&) { c.next_pen_width(); }},
        {.action = {.verb = "model"},
         .several =
             [](const Controller& c) {
                 std::vector<Action> models;
                 for (const Reader& reader : c.answering_.readers())
                     models.push_back({.argument = reader.id(),
                                       .label = reader.name(),
                                       .group = "model",
                                       .pressed = !c.answering_.comparing() && &reader == &c.answering_.chosen()});
                 return models;
             },
         .perform =
             [](Controller& c, const Command& command) {
                 c.answering_.compare(false);
                 c.answering_.choose(command.argument);
             }},
        {.action = {.verb = "compare", .label = "Compare", .icon = "columns-2", .group = "model", .shortcut = "C"},
         .listed = [](const Controller& c) { return c.answering_.readers().size() > 1; },
         .look = [](const Controller& c, Action& action) { action.pressed = c.answering_.comparing(); },
         .perform = [](Controller& c, const Command&) { c.answering_.compare(!c.answering_.comparing()); }},
        {.action = {.verb = "example"},
         .several =
             [](const Controller& c) {
                 return experiments::example_actions(c.subject_.examples, &ink::LabelledDrawing::label,
                                                     c.examples_allowed());
             },
         .perform =
             [](Controller& c, const Command& command) {
                 if (const auto number = experiments::number_of(command, c.subject_.examples.size()))
                     c.play_example(*number);
             }},
        {.action = {.verb = "trick"},
         .several =
             [](const Controller& c) { return experiments::trick_actions(c.subject_.tricks, c.examples_allowed()); },
         .perform =
             [](Controller& c, const Command& command) {
                 if (const auto number = experiments::number_of(command, c.subject_.tricks.size()))
                     c.play_trick(*number);
             }},
        // For a page that has a light pad before there is a stage: it hands over what was drawn there.
        {.action = {.verb = "put-drawing", .label = "Put a drawing on the pad", .group = "edit"},
         .perform = [](Controller& c, const Command& command) { c.put_drawing(command.argument); }},
        {.action = {.verb = "open-picture", .label = "Open a picture", .icon = "image-up", .group = "source"},
         .listed = [](const Controller& c) { return c.subject_.takes_pictures; }},
        {.action = experiments::look_inside_action(false, "L"),
         .look = [](const Controller& c, Action& action) { action.pressed = c.answering_.looking_inside(); },
         .perform = [](Controller& c, const Command&) { c.answering_.look_inside(!c.answering_.looking_inside()); }},
        {.action = {.verb = "replay", .label = "Replay", .icon = "history", .group = "view", .shortcut = "R"},
         .look =
             [](const Controller& c, Action& action) {
                 action.pressed = c.replaying_.on();
                 action.enabled = c.replaying_.on() || c.can_replay();
             },
         .perform =
             [](Controller& c, const Command&) {
                 if (c.replaying_.on())
                     c.replaying_.end();
                 else
                     c.replaying_.begin(c.reduced_motion_);
             }},
        {.action = {.verb = "replay-play", .group = "replay", .shortcut = "P"},
         .listed = [](const Controller& c) { return c.replaying_.on(); },
         .look =
             [](const Controller& c, Action& action) {
                 const bool playing = c.replaying_.replay().playing();
                 action.label = playing ? "Pause" : "Play";
                 action.icon = playing ? "pause" : "play";
             },
         .perform = [](Controller& c, const Command&) { c.replaying_.play_or_pause(); }},
        {.action = {.verb = "field"},
         .in_list = false,
         .perform =
             [](Controller& c, const Command& command) {
                 if (command.argument == Replaying::field_id && c.replaying_.on()) c.replaying_.seek(command.text);
             }},
        {.action = {.verb = "save-drawing", .label = "Save drawing", .icon = "image-down", .group = "save"},
         .look = [](const Controller& c, Action& action) { action.enabled = !c.pad_.empty(); },
         .perform = [](Controller& c, const Command&) { c.save_drawing(); }},
        {.action = experiments::share_action(),
         .look = [](const Controller& c, Action& action) { action.enabled = !c.drawing_.empty(); },
         .perform = [](Controller& c, const Command&) { c.host_.perform(platform::ShareLink{.fields = c.shared()}); }},
        {.action = experiments::save_model_action(),
         .perform = [](Controller& c, const Command&) { c.host_.perform(c.answering_.chosen().model().save()); }},
        {.action = experiments::retry_action(),
         .listed = [](const Controller& c) { return c.can_retry(); },
         .perform = [](Controller& c, const Command&) { c.retry(); }},
    });
    return rows;
}

}  // namespace mllab::sketchpad
