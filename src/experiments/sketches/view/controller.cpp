#include "experiments/sketches/view/controller.hpp"

#include <algorithm>
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
    : drawing::Controller(host, launch, sketches::subject()) {}

template <typename Move>
bool Controller::moved(const Move& move) {
    const auto now = [this] { return std::pair(game_.phase(), game_.number()); };
    const auto before = now();
    move();
    if (now() == before) return false;
    if (game_.phase() == Game::Phase::drawing) clear();
    return true;
}

bool Controller::advance(double now_ms, bool reduced_motion) {
    const bool example_moves = drawing::Controller::advance(now_ms, reduced_motion);
    const bool changed = moved([&] { game_.advance(now_ms, pad().pressed()); });
    if (changed || game_.warns(now_ms) != warned_) {
        warned_ = game_.warns(now_ms);
        publish();
    }
    return example_moves || game_.playing();
}

void Controller::pen_comes_down() {
    // Whoever draws on begins the next word.
    if (game_.playing() && game_.phase() == Game::Phase::outcome) moved([&] { game_.skip(now_ms()); });
}

void Controller::answered() {
    const drawing::Reader& reader = answering().chosen();
    if (reader.answer.best && !pad().playing()) game_.guess(*reader.answer.best, now_ms());
}

bool Controller::act(const std::string& id, const std::string& argument) {
    if (id == "game") {
        toggle_game();
    } else if (id == "skip") {
        moved([&] { game_.skip(now_ms()); });
    } else if (id == "category") {
        if (examples_allowed()) pick(argument);
    } else {
        // An example is nobody's answer to a wish.
        if (id.starts_with("example-") && !game_.playing()) game_.stop();
        return false;
    }
    return true;
}

void Controller::toggle_game() {
    if (game_.phase() == Game::Phase::drawing || game_.phase() == Game::Phase::outcome) {
        game_.stop();
        return;
    }
    // The moment of the press, to the microsecond, is as good as a die.
    const auto seed = static_cast<std::uint64_t>(now_ms() * 1000);
    game_.start(categories().size(), seed, now_ms());
    clear();
}

void Controller::pick(const std::string& category) {
    const auto found = std::ranges::find(categories(), category);
    if (found == categories().end()) return;
    const auto& examples = subject().examples;
    const auto example = std::ranges::find(examples, category, &drawing::Example::label);
    if (example != examples.end()) {
        game_.stop();
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

std::string Controller::told(const std::string& sentence) const {
    using Phase = Game::Phase;
    const drawing::Reader& reader = answering().chosen();
    const std::string score = core::joined(game_.score(), " of ", game_.number());
    switch (game_.phase()) {
        case Phase::off:
            break;
        case Phase::drawing:
            if (game_.warns(now_ms())) return "Ten seconds left for " + quoted(word()) + ".";
            if (!reader.answer.empty) break;
            return core::joined("Draw ", quoted(word()), game_.timed() ? ": 20 seconds." : ": no clock.",
                                " It counts as soon as it is the ", reader.name, "’s best guess.");
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
    result.text = told(result.text);
    // What the game says does not wait until the pen is up.
    if (game_.phase() == Phase::outcome || game_.phase() == Phase::over || game_.warns(now_ms())) result.settled = true;
}

void Controller::add_actions(std::vector<platform::Action>& actions) const {
    using Phase = Game::Phase;
    const auto plain = std::optional<bool>();
    const bool on = game_.phase() == Phase::drawing || game_.phase() == Phase::outcome;
    const bool ready = answering().chosen().condition == drawing::Reader::Condition::ready;
    actions.push_back({"game",
                       on                             ? "Stop"
                       : game_.phase() == Phase::over ? "Play again"
                                                      : "Draw me a …",
                       on ? "square" : "timer", "play", "G", on || ready, plain});
    // Listed to the end of the game, so that the focus has a place to be.
    if (game_.timed() && game_.phase() != Phase::off)
        actions.push_back({"skip", game_.phase() == Phase::outcome ? "Next" : "Skip", "skip-forward", "play", "S",
                           game_.playing(), plain});
    actions.push_back({"category", "Draw or show a category", "", "play", "", !game_.playing(), plain});
}

}  // namespace mllab::sketches
