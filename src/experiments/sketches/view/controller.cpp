#include "experiments/sketches/view/controller.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "core/classification.hpp"
#include "core/text.hpp"
#include "experiments/sketches/view/subject.hpp"

namespace mllab::sketches {

namespace {

std::string quoted(const std::string& word) { return "“" + word + "”"; }

std::string seconds(double ms) {
    const auto whole = std::max<std::int64_t>(1, std::llround(ms / 1000));
    return core::joined(whole, whole == 1 ? " second" : " seconds");
}

const std::string challenge_field = "challenge";  // of a link
constexpr const char* broken_challenge =
    "The challenge in this link cannot be read; a part of the link may be missing. Play a game of your own.";

}  // namespace

Controller::Controller(platform::Host& host, const platform::Launch& launch)
    : sketchpad::Controller(host, launch, sketches::subject()) {
    const auto text = launch.fields.find(challenge_field);
    if (text == launch.fields.end()) return;
    challenge_ = challenge_from(text->second, categories().size());
    broken_challenge_ = !challenge_;
}

void Controller::note_rounds() {
    if (game_.timed() && drawn_.size() < game_.done()) {
        const Game::Round& round = game_.all_rounds()[drawn_.size()];
        const sketchpad::Reader& reader = answering().chosen();
        CardRound drawn{.word = categories()[round.word], .guessed = round.guessed, .took_ms = round.took_ms};
        drawn.drawing = pad().ink();
        if (!reader.answer().probabilities.empty())
            drawn.seen = categories()[core::top_k(reader.answer().probabilities, 1).front().index];
        drawn_.push_back(std::move(drawn));
    }
}

void Controller::save_card() {
    host().perform(
        platform::SavePicture{.file_name = core::joined("sketches-", game_.score(), "-of-", game_.number(), ".png"),
                              .picture = card_of(drawn_, pen_width(), answering().chosen().name())});
}

void Controller::share_challenge() {
    Challenge mine{.score = game_.score()};
    for (const Game::Round& round : game_.all_rounds()) mine.words.push_back(round.word);
    host().perform(platform::ShareLink{.fields = {{challenge_field, sketches::text_of(mine)}}});
}

std::map<std::string, std::string> Controller::kept() const {
    auto fields = sketchpad::Controller::kept();
    if (!fields.empty() && challenge_) fields[challenge_field] = sketches::text_of(*challenge_);
    return fields;
}

std::string Controller::to_beat() const {
    return core::joined("Beat ", challenge_->score, " of ", challenge_->words.size());
}

std::string Controller::comparison() const {
    const std::string theirs = core::joined(challenge_->score, " of ", challenge_->words.size());
    if (game_.score() > challenge_->score) return " You beat your friend’s " + theirs + "!";
    if (game_.score() == challenge_->score) return " Your friend had as many.";
    return " Your friend is still ahead, with " + theirs + ".";
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
    note_rounds();
    if (!reader.answer().empty) broken_challenge_ = false;
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
    drawn_.clear();
    // A challenge is taken up once; after that the words are one's own.
    challenge_accepted_ = challenge_ && game_.phase() == Game::Phase::off;
    if (challenge_accepted_) {
        game_.start(challenge_->words, now_ms());
    } else {
        challenge_.reset();
        // The moment of the press, to the microsecond, is as good as a die.
        game_.start(categories().size(), static_cast<std::uint64_t>(now_ms() * 1000), now_ms());
    }
    clear();
}

void Controller::play_example(std::size_t index) {
    game_.stop();  // an example is nobody's answer to a wish
    sketchpad::Controller::play_example(index);
}

void Controller::play_trick(std::size_t index) {
    game_.stop();
    sketchpad::Controller::play_trick(index);
}

void Controller::pick(const std::string& category) {
    const auto found = std::ranges::find(categories(), category);
    if (found == categories().end()) return;
    const auto& examples = subject().examples;
    const auto example = std::ranges::find(examples, category, &ink::LabelledDrawing::label);
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
            if (!reader.answer().empty) break;
            if (broken_challenge_) return broken_challenge;
            if (challenge_)
                return core::joined("A friend drew six words, and the network guessed ", challenge_->score, " of ",
                                    challenge_->words.size(), ". Press “", to_beat(),
                                    "” and draw the same words, 20 seconds each.");
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
            if (challenge_accepted_) text += comparison();
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
