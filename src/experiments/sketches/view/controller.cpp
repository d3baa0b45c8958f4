#include "experiments/sketches/view/controller.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "core/text.hpp"
#include "experiments/sketches/view/subject.hpp"

namespace mllab::sketches {

namespace {

std::string quoted(const std::string& word) { return "“" + word + "”"; }

std::string seconds(double ms) {
    const auto whole = std::max<std::int64_t>(1, std::llround(ms / 1000));
    return core::joined(whole, whole == 1 ? " second" : " seconds");
}

}  // namespace

Controller::Controller(platform::Host& host, const platform::Launch& launch)
    : sketchpad::Controller(host, launch, sketches::subject()) {}

template <typename Move>
void Controller::moved(const Move& move) {
    const auto now = [this] { return std::pair(game_.phase(), game_.number()); };
    const auto before = now();
    move();
    if (now() != before && game_.phase() == Game::Phase::word) clear();
}

bool Controller::advance(double now_ms, bool reduced_motion) {
    const bool example_moves = sketchpad::Controller::advance(now_ms, reduced_motion);
    moved([&] { game_.advance(now_ms, pad().pressed()); });
    return example_moves || game_.playing();
}

void Controller::pen_comes_down() {
    // Whoever draws on begins the next word.
    if (game_.playing() && game_.phase() == Game::Phase::outcome) moved([&] { game_.skip(now_ms()); });
}

void Controller::answered() {
    const sketchpad::Reader& reader = answering().chosen();
    const auto& best = reader.answer().best;
    if (best && !pad().playing() && !pad().looking_back()) game_.guess(*best, now_ms());
}

experiments::ActionTable<Controller> Controller::table() {
    using platform::Action;
    using platform::Command;
    static const auto rows = std::to_array<experiments::ActionRow<Controller>>({
        {.action = {.verb = "game", .group = "play", .shortcut = "G"},
         .look =
             [](const Controller& c, Action& action) {
                 const bool on = c.at_a_word();
                 action.label = on ? "Stop" : c.game_.phase() == Game::Phase::over ? "Play again" : "Draw me a …";
                 action.icon = on ? "square" : "timer";
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
        {.action = {.verb = "category",
                    .label = "Pick one and draw it; those with a dot draw themselves.",
                    .group = "play"},
         .look = [](const Controller& c, Action& action) { action.enabled = c.examples_allowed(); },
         .perform = [](Controller& c, const Command& command) { c.pick(command.argument); }},
    });
    return rows;
}

bool Controller::act(const platform::Command& command) {
    return experiments::perform(table(), *this, command) || sketchpad::Controller::act(command);
}

void Controller::add_actions(std::vector<platform::Action>& actions) const {
    sketchpad::Controller::add_actions(actions);
    experiments::list(table(), *this, actions);
}

bool Controller::at_a_word() const {
    return game_.phase() == Game::Phase::word || game_.phase() == Game::Phase::outcome;
}

void Controller::toggle_game() {
    if (at_a_word()) {
        game_.stop();
        return;
    }
    // The moment of the press, to the microsecond, is as good as a die.
    const auto seed = static_cast<std::uint64_t>(now_ms() * 1000);
    game_.start(categories().size(), seed, now_ms());
    clear();
}

void Controller::play_example(std::size_t index) {
    game_.stop();  // an example is nobody's answer to a wish
    sketchpad::Controller::play_example(index);
}

void Controller::pick(const std::string& category) {
    const auto found = std::ranges::find(categories(), category);
    if (found == categories().end()) return;
    const auto& examples = subject().examples;
    const auto example = std::ranges::find(examples, category, &sketchpad::Example::label);
    if (example != examples.end()) {
        play_example(static_cast<std::size_t>(example - examples.begin()));
    } else {
        game_.wish(static_cast<std::size_t>(found - categories().begin()));
        clear();
    }
}

std::string Controller::words(bool guessed) const {
    std::string text;
    for (const Game::Round& round : game_.all_rounds())
        if (round.guessed == guessed) text += (text.empty() ? "" : ", ") + categories()[round.word];
    return text;
}

std::string Controller::text_of(const std::string& sentence) const {
    using Phase = Game::Phase;
    const sketchpad::Reader& reader = answering().chosen();
    const std::string score = core::joined(game_.score(), " of ", game_.number());
    switch (game_.phase()) {
        case Phase::off:
            break;
        case Phase::word:
            if (game_.warns(now_ms())) return "Ten seconds left for " + quoted(word()) + ".";
            if (!reader.answer().empty) break;
            return core::joined("Draw ", quoted(word()), game_.timed() ? ": 20 seconds." : ": no clock.",
                                " It counts as soon as it is the ", reader.name(), "’s best guess.");
        case Phase::outcome:
            if (!game_.timed()) return core::joined("Yes, ", quoted(word()), "!");
            if (game_.round().guessed)
                return core::joined("Yes, ", quoted(word()), ", after ", seconds(game_.took_ms()), "! ", score, ".");
            return core::joined("The time for ", quoted(word()), " is up. ", score, ".");
        case Phase::over: {
            std::string text = core::joined("The game is over: ", score, ".");
            if (game_.score() > 0) text += " Guessed: " + words(true) + ".";
            if (game_.score() < game_.number()) text += " Not guessed: " + words(false) + ".";
            return text;
        }
    }
    return sentence;
}

void Controller::add_to(platform::Result& result) const {
    using Phase = Game::Phase;
    result.text = text_of(result.text);
    // What the game says does not wait until the pen is up.
    if (game_.phase() == Phase::outcome || game_.phase() == Phase::over || game_.warns(now_ms())) result.settled = true;
}

}  // namespace mllab::sketches
