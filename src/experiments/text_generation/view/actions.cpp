// What one can do with a text, in the page's order.
#include <array>

#include "experiments/common/commands.hpp"
#include "experiments/text_generation/view/controller.hpp"

namespace mllab::text_generation {

using platform::Action;
using platform::Command;

experiments::ActionTable<Controller> Controller::table() {
    static const auto rows = std::to_array<experiments::ActionRow<Controller>>({
        {.action = {.verb = "field"},
         .in_list = false,
         .perform = [](Controller& c, const Command& command) { c.set(command.argument, command.text); }},
        {.action = {.verb = "passage-character"},
         .in_list = false,
         .perform = [](Controller& c, const Command& command) { c.pick(command); }},
        {.action = {.verb = "generate", .label = "Generate", .icon = "play", .group = "run"},
         .look = [](const Controller& c, Action& action) { action.enabled = c.generating_.model().ready(); },
         .perform = [](Controller& c, const Command&) { c.generate(); }},
        {.action = {.verb = "stop", .label = "Stop", .icon = "square", .group = "run"},
         .look = [](const Controller& c, Action& action) { action.enabled = c.generating_.busy(); },
         .perform =
             [](Controller& c, const Command&) {
                 c.stopped_ = true;
                 c.generating_.stop();
             }},
        {.action = {.verb = "continue", .label = "Continue", .icon = "skip-forward", .group = "run"},
         .look = [](const Controller& c, Action& action) { action.enabled = c.can_go_on(); },
         .perform =
             [](Controller& c, const Command&) {
                 c.stopped_ = c.branched_ = false;
                 c.generating_.go_on(c.settings_.order().length);
             }},
        {.action = {.verb = "former", .label = "The text before", .icon = "undo-2", .group = "run"},
         .listed = [](const Controller& c) { return c.former_.has_value(); },
         .look = [](const Controller& c, Action& action) { action.enabled = c.generating_.model().ready(); },
         .perform = [](Controller& c, const Command&) { c.go_back(); }},
        {.action = {.verb = "branch"},
         .several = [](const Controller& c) { return c.branch_actions(); },
         .perform =
             [](Controller& c, const Command& command) {
                 const std::size_t characters = c.generating_.parameters().alphabet.size();
                 if (const auto token = experiments::number_of(command, characters)) c.branch(*token);
             }},
        {.action = {.verb = "dice", .label = "Another seed", .icon = "dices", .group = "run"},
         .look = [](const Controller& c, Action& action) { action.enabled = c.generating_.model().ready(); },
         .perform = [](Controller& c, const Command&) { c.roll(); }},
        {.action = {.verb = "slowly", .label = "Slow", .icon = "gauge", .group = "run"},
         .look = [](const Controller& c, Action& action) { action.pressed = c.generating_.readable_pace(); },
         .perform = [](Controller& c, const Command&) { c.generating_.slow_down(!c.generating_.readable_pace()); }},
        {.action = {.verb = "example"},
         .several =
             [](const Controller& c) {
                 return experiments::example_actions(c.examples_, &Example::label, c.generating_.model().ready());
             },
         .perform =
             [](Controller& c, const Command& command) {
                 const auto number = experiments::number_of(command, c.examples_.size());
                 if (!number) return;
                 c.set("prompt", c.examples_[*number].prompt);
                 c.generate();
             }},
        {.action = {.verb = "trick"},
         .several =
             [](const Controller& c) { return experiments::trick_actions(c.tricks_, c.generating_.model().ready()); },
         .perform =
             [](Controller& c, const Command& command) {
                 if (const auto number = experiments::number_of(command, c.tricks_.size())) c.play_trick(*number);
             }},
        {.action = experiments::look_inside_action(false),
         .look = [](const Controller& c, Action& action) { action.pressed = c.looking_inside(); },
         .perform = [](Controller& c, const Command&) { c.generating_.watch_units(!c.looking_inside()); }},
        {.action = {.verb = "copy", .label = "Copy text", .icon = "copy", .group = "save"},
         .look = [](const Controller& c, Action& action) { action.enabled = c.has_text(); },
         .perform = [](Controller& c, const Command&) { c.host_.perform(platform::CopyText{.text = c.text()}); }},
        {.action = experiments::share_action(),
         .perform =
             [](Controller& c,
                const Command&) { c.host_.perform(platform::ShareLink{.fields = c.shared(c.shared_length())}); }},
        {.action = experiments::retry_action(),
         .listed = [](const Controller& c) { return c.generating_.model().failed(); },
         .perform = [](Controller& c, const Command&) { c.generating_.load(); }},
        {.action = experiments::save_model_action(),
         .perform = [](Controller& c, const Command&) { c.host_.perform(c.generating_.model().save()); }},
    });
    return rows;
}

bool Controller::can_go_on() const { return generating_.can_go_on() && text_is_as_set(); }

bool Controller::has_text() const { return !generating_.written().empty() || !generating_.prompt().text.empty(); }

}  // namespace mllab::text_generation
