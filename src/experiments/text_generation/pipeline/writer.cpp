#include "experiments/text_generation/pipeline/writer.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "experiments/text_generation/pipeline/repetition.hpp"

namespace mllab::text_generation {

namespace {

// Reading so many characters takes about as long as a frame or two.
constexpr std::size_t part = 64;
// So many candidates are told of each character.
constexpr std::size_t shown = 5;

}  // namespace

Writer::Writer(inference::Session session, Parameters parameters, std::uint64_t seed)
    : session_(std::move(session)),
      parameters_(std::move(parameters)),
      seed_(seed),
      random_(seed),
      state_(blank_state(parameters_)) {}

core::Task<double> Writer::advance(std::vector<std::int64_t> tokens) {
    auto run = request(tokens, state_, watch_units_);
    const inference::Outputs outputs = co_await session_.run(std::move(run));
    // Only now, all at once: a task that is destroyed while it waits has changed nothing.
    logits_ = next_logits(outputs, parameters_);
    pointed_ = pointed_share(outputs, parameters_);
    state_ = state_after(state_, tokens, outputs);
    units_ = watch_units_ ? units_of(outputs) : std::vector<float>{};
    co_return outputs.run_ms();
}

core::Task<void> Writer::read(Prompt prompt, std::vector<std::int64_t> written) {
    random_ = core::Random(seed_);
    state_ = blank_state(parameters_);
    logits_.clear();
    unread_.clear();
    text_ = prompt.tokens;
    // A prompt that was read by half is no prompt: `next` says so until all of it is read.
    for (std::size_t at = 0; at < prompt.tokens.size(); at += part) {
        const auto begin = prompt.tokens.begin() + static_cast<std::ptrdiff_t>(at);
        const auto end = begin + static_cast<std::ptrdiff_t>(std::min(part, prompt.tokens.size() - at));
        std::vector<std::int64_t> tokens(begin, end);
        logits_.clear();
        co_await advance(std::move(tokens));
        if (end != prompt.tokens.end()) logits_.clear();
    }
    // Several at once would give other roundings than those with which the text went on.
    for (const std::int64_t token : written) {
        if (!unread_.empty()) {
            logits_.clear();
            co_await advance(unread_);
        }
        unread_.assign(1, token);
        text_.push_back(token);
        (void)random_.uniform();
        if (text_.size() - prompt.tokens.size() < written.size()) logits_.clear();
    }
}

core::Task<void> Writer::look() {
    if (!ready()) throw std::logic_error("the writer has not read its prompt");
    if (unread_.empty()) co_return;
    co_await advance(unread_);
    unread_.clear();
}

core::Task<Written> Writer::next(core::SamplingSettings settings, std::optional<std::size_t> given) {
    if (!ready()) throw std::logic_error("the writer has not read its prompt");
    if (given && *given >= parameters_.alphabet.size()) throw std::invalid_argument("there is no such character");
    Written written;
    if (!unread_.empty()) {
        written.run_ms = co_await advance(unread_);
        unread_.clear();
    }
    written.pointed = pointed_;
    const auto penalties = penalties_for_repeats(text_, logits_.size(), settings.repetition_penalty);
    written.choice = core::choose(logits_, settings, random_, shown, penalties);
    if (given) {
        const auto all = core::candidates(logits_, settings, penalties);
        written.choice.chosen = *std::ranges::find(all, *given, &core::Candidate::index);
    }
    written.logits = logits_;
    unread_.push_back(static_cast<std::int64_t>(written.choice.chosen.index));
    // Twice as much as is looked at, so that it is seldom moved.
    if (text_.size() >= 2 * repeats_seen) text_.erase(text_.begin(), text_.end() - repeats_seen);
    text_.push_back(unread_.back());
    written.text = parameters_.alphabet.character(written.choice.chosen.index);
    co_return written;
}

}  // namespace mllab::text_generation
