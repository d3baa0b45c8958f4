// What one can do with sketches beyond drawing: the game, and what is left of it.
#include <array>

#include "experiments/sketches/view/controller.hpp"

namespace mllab::sketches {

experiments::ActionTable<Controller> Controller::table() {
    using platform::Action;
    using platform::Command;
    static const auto rows = std::to_array<experiments::ActionRow<Controller>>({
        {.action = {.verb = "game", .group = "play", .shortcut = "G"},
         .look =
             [](const Controller& c, Action& action) {
                 const bool on = c.at_a_word();
                 const bool beats = c.challenge_ && c.game_.phase() == Game::Phase::off;
                 action.label = on ? "Stop" : beats ? c.to_beat() : c.game_over() ? "Play again" : "Draw me a …";
                 action.icon = on ? "square" : beats ? "swords" : "timer";
                 action.enabled = on || c.answering().chosen().model().ready();
             },
         .perform = [](Controller& c, const Command&) { c.toggle_game(); }},
        {.action = {.verb = "skip", .icon = "skip-forward", .group = "play", .shortcut = "S"},
         // To the end of the game, so that the focus has a place to be.
         .listed = [](const Controller& c) { return c.game_.timed() && c.game_.phase() != Game::Phase::off; },
         .look =
             [](const Controller& c, Action& action) {
                 action.label = c.game_.phase() == Game::Phase::outcome ? "Next" : "Skip";
                 action.enabled = c.game_.playing();
             },
         .perform = [](Controller& c, const Command&) { c.moved([&] { c.game_.skip(c.now_ms()); }); }},
        {.action = {.verb = "save-card", .label = "Save card", .icon = "image-down", .group = "play"},
         .listed = [](const Controller& c) { return c.game_over(); },
         .perform = [](Controller& c, const Command&) { c.save_card(); }},
        {.action = {.verb = "challenge", .label = "Challenge a friend", .icon = "swords", .group = "play"},
         .listed = [](const Controller& c) { return c.game_over(); },
         .perform = [](Controller& c, const Command&) { c.share_challenge(); }},
        {.action = {.verb = "category",
                    .label = "Pick one and draw it; those with a dot draw themselves.",
                    .group = "play"},
         .look = [](const Controller& c, Action& action) { action.enabled = c.examples_allowed(); },
         .perform = [](Controller& c, const Command& command) { c.pick(command.argument); }},
    });
    return rows;
}

}  // namespace mllab::sketches
