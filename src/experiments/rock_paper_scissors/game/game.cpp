#include "experiments/rock_paper_scissors/game/game.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "experiments/rock_paper_scissors/game/opponent.hpp"

namespace mllab::rock_paper_scissors {

Game::Game(std::function<std::string()> secrets) : secrets_(std::move(secrets)) { seal_next(); }

void Game::seal_next() {
    next_ = opponent_ == Opponent::fair ? draw_fair(secrets_(), round_) : draw_against(habits_, secrets_(), round_);
}

void Game::play(double now_ms) {
    if (under_way()) return;
    if (match_.over()) match_ = Match(match_.best_of());
    phase_ = Phase::counting;
    trouble_ = Trouble::none;
    began_ms_ = now_ms;
    pressed_.reset();
    lock_.reset();
}

void Game::give_up(Trouble trouble) {
    phase_ = Phase::waiting;
    trouble_ = trouble;
    lock_.reset();
}

void Game::stop() {
    if (under_way()) give_up(Trouble::stopped);
}

void Game::choose_opponent(Opponent opponent) {
    if (under_way() || opponent == opponent_) return;
    opponent_ = opponent;
    match_ = Match(match_.best_of());
    phase_ = Phase::waiting;
    trouble_ = Trouble::none;
    seal_next();
}

void Game::choose_best_of(int best_of) {
    if (under_way() || best_of == match_.best_of() || (best_of != 1 && best_of != 3 && best_of != 5)) return;
    match_ = Match(best_of);
    phase_ = Phase::waiting;
    trouble_ = Trouble::none;
}

void Game::see(const Sight& sight, double taken_ms, double now_ms) {
    if (!lock_) return;
    lock_->see(sight, taken_ms);
    take_verdict(now_ms);
}

void Game::see_picture(const Sight& sight, double now_ms) {
    if (phase_ != Phase::looking) return;
    if (sight.gesture)
        reveal(*sight.gesture, ShownBy::picture, now_ms);
    else
        give_up(sight.hand ? Trouble::unsure : Trouble::no_hand);
}

void Game::press(Gesture gesture, double now_ms) {
    if (phase_ == Phase::counting) {
        pressed_ = gesture;
        return;
    }
    if (!under_way() && match_.over()) match_ = Match(match_.best_of());
    reveal(gesture, ShownBy::button, now_ms);
}

bool Game::advance(double now_ms, Source source) {
    const Source before = std::exchange(source_, source);
    // Who shows his hand to the camera and is not seen any more has not played.
    if (under_way() && before == Source::camera && source == Source::none) give_up(Trouble::source_gone);
    const bool counted_down = phase_ == Phase::counting && now_ms - began_ms_ >= beats * beat_ms;
    if (counted_down) {
        phase_ = Phase::looking;
        lock_.emplace(began_ms_ + beats * beat_ms);
        if (pressed_) reveal(*pressed_, ShownBy::button, now_ms);
    }
    if (phase_ == Phase::looking && source == Source::camera) {
        // A camera that comes only now has the whole time before it.
        if (before != Source::camera && !counted_down) lock_.emplace(now_ms);
        lock_->advance(now_ms);
        take_verdict(now_ms);
    }
    return under_way();
}

void Game::take_verdict(double now_ms) {
    using State = GestureLock::State;
    switch (lock_->state()) {
        case State::open:
            return;
        case State::locked:
            return reveal(lock_->gesture(), ShownBy::camera, now_ms);
        case State::no_picture:
            return give_up(Trouble::no_picture);
        case State::no_hand:
            return give_up(Trouble::no_hand);
        case State::unsure:
            return give_up(Trouble::unsure);
    }
}

void Game::reveal(Gesture visitor, ShownBy shown_by, double now_ms) {
    const Outcome outcome = outcome_of(visitor, next_.hand);
    match_.add({.visitor = visitor, .shown_by = shown_by, .outcome = outcome, .seal = std::move(next_)});
    habits_.learn(visitor, outcome);
    ++round_;
    phase_ = Phase::revealed;
    trouble_ = Trouble::none;
    revealed_ms_ = now_ms;
    pressed_.reset();
    lock_.reset();
    seal_next();
}

int Game::beat(double now_ms) const {
    const int gone = static_cast<int>(std::floor((now_ms - began_ms_) / beat_ms));
    return std::clamp(beats - gone, 1, beats);
}

double Game::beat_share(double now_ms) const {
    const double beat = (now_ms - began_ms_) / beat_ms;
    return std::clamp(beat - std::floor(beat), 0.0, 1.0);
}

}  // namespace mllab::rock_paper_scissors
