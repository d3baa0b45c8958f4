#include "experiments/sketches/view/game.hpp"

#include <algorithm>
#include <numeric>
#include <span>

#include "core/random.hpp"

namespace mllab::sketches {

void Game::start(std::size_t categories, std::uint64_t seed, double now_ms) {
    std::vector<std::size_t> words(categories);
    std::iota(words.begin(), words.end(), std::size_t{0});
    core::Random(seed).shuffle(std::span(words));
    words.resize(std::min(words.size(), rounds));
    start(words, now_ms);
}

void Game::start(const std::vector<std::size_t>& words, double now_ms) {
    rounds_.clear();
    for (const std::size_t word : words) rounds_.push_back({.word = word});
    timed_ = true;
    at_ = 0;
    began_ms_ = now_ms;
    phase_ = Phase::word;
}

void Game::wish(std::size_t word) {
    rounds_ = {{.word = word}};
    timed_ = false;
    at_ = 0;
    phase_ = Phase::word;
}

void Game::next_round(double now_ms) {
    if (at_ + 1 == rounds_.size()) {
        phase_ = Phase::over;
        return;
    }
    ++at_;
    began_ms_ = now_ms;
    phase_ = Phase::word;
}

void Game::finish(bool guessed, double now_ms) {
    rounds_[at_].done = true;
    rounds_[at_].guessed = guessed;
    rounds_[at_].took_ms = now_ms - began_ms_;
    ended_ms_ = now_ms;
    phase_ = Phase::outcome;
}

void Game::skip(double now_ms) {
    if (!playing()) return;
    if (phase_ == Phase::word) finish(false, now_ms);
    next_round(now_ms);
}

void Game::guess(std::size_t category, double now_ms) {
    if (phase_ != Phase::word || category != round().word) return;
    if (timed_ && left_ms(now_ms) <= 0) return;
    finish(true, now_ms);
}

void Game::advance(double now_ms, bool pen_down) {
    if (!playing()) return;
    if (phase_ == Phase::word) {
        if (left_ms(now_ms) <= 0) finish(false, now_ms);
    } else if (!pen_down && now_ms - ended_ms_ >= outcome_ms) {
        next_round(now_ms);
    }
}

std::size_t Game::score() const { return static_cast<std::size_t>(std::ranges::count_if(rounds_, &Round::guessed)); }

std::size_t Game::done() const { return static_cast<std::size_t>(std::ranges::count_if(rounds_, &Round::done)); }

double Game::left_ms(double now_ms) const { return std::clamp(began_ms_ + round_ms - now_ms, 0.0, round_ms); }

bool Game::warns(double now_ms) const {
    if (!timed_ || phase_ != Phase::word) return false;
    const double left = left_ms(now_ms);
    return left <= warning_ms && left > warning_ms - warning_shown_ms;
}

}  // namespace mllab::sketches
