#include "experiments/text_generation/view/generating.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "experiments/text_generation/pipeline/repetition.hpp"

namespace mllab::text_generation {

namespace {

constexpr double readable_ms = 25;  // between two characters: 40 a second are fast reading
// With one order: the scribe keeps what it told until the next one comes.
constexpr std::size_t at_once = 1'000;

}  // namespace

// Until `advance` finds that it is time.
struct Generating::Rest {
    Generating& generating;
    [[nodiscard]] bool await_ready() const { return !generating.readable_; }
    void await_suspend(std::coroutine_handle<> waiting) const {
        generating.resting_ = waiting;
        generating.host_.request_frames(1);
    }
    void await_resume() const {}
};

Generating::Generating(platform::Host& host, const platform::Launch& launch, std::function<void()> on_written)
    : host_(host),
      on_written_(std::move(on_written)),
      model_(host, launch, launch.model),
      card_(launch.cards.at(launch.model)),
      parameters_(Parameters::from(model_.card())),
      logits_(parameters_.alphabet.size()) {}

void Generating::load() {
    model_.load();
    Scribe::prepare();
}

bool Generating::can_go_on() const { return !busy() && model_.ready() && (has_read_ || !written_.empty()); }

void Generating::generate(const Order& order) {
    halt();
    if (!model_.ready()) return;
    order_ = order;
    prompt_ = encode(order.prompt, parameters_);
    written_.clear();
    written_.reserve(order.length);
    logits_.cut(0);
    next_logits_.clear();
    units_.clear();
    begun_ = true;
    has_read_ = false;
    wanted_ = order.length;
    start(From::prompt);
}

void Generating::branch(const Order& order) {
    const std::size_t at = order.branches.empty() ? 0 : order.branches.back().at;
    if (!begun_ || at > written_.size()) {
        generate(order);
        return;
    }
    halt();
    if (!model_.ready()) return;
    order_ = order;
    // What it wrote after that place, it cannot take back.
    has_read_ = false;
    written_.resize(at);
    logits_.cut(at);
    next_logits_.clear();
    units_.clear();
    wanted_ = std::max(order.length, at + 1);
    start(From::prompt);
}

void Generating::go_on(std::size_t more) {
    if (!can_go_on()) return;
    halt();  // it may still be asked what would come next
    wanted_ = written_.size() + more;
    start(has_read_ ? From::here : From::prompt);
}

std::span<const float> Generating::logits(std::size_t at) const {
    return at == written_.size() ? std::span(next_logits_) : logits_.of(at);
}

std::vector<std::int64_t> Generating::tokens() const {
    std::vector<std::int64_t> all;
    all.reserve(written_.size());
    for (const Character& character : written_) all.push_back(character.chosen.token);
    return all;
}

std::vector<std::int64_t> Generating::tokens_before(std::size_t at) const {
    const std::size_t end = std::min(at, written_.size());
    const std::size_t written = std::min(end, repeats_seen);
    const std::size_t given = std::min(repeats_seen - written, prompt_.tokens.size());
    std::vector<std::int64_t> tokens(prompt_.tokens.end() - static_cast<std::ptrdiff_t>(given), prompt_.tokens.end());
    for (const Character& character : std::span(written_).subspan(end - written, written))
        tokens.push_back(character.chosen.token);
    return tokens;
}

void Generating::start(From from) {
    if (from == From::prompt) reads_first_ = true;
    if (from == From::here) reads_first_ = false;
    activity_ = from == From::prompt ? Activity::reading : Activity::writing;
    task_ = write(from);
    task_.start();
    host_.wake();
}

void Generating::stop() {
    if (!busy()) return;
    halt();
    host_.wake();
    if (!has_read_ || !scribe_ || !model_.ready()) return;
    task_ = look();
    task_.start();
}

void Generating::halt() {
    task_.reset();
    resting_ = {};
    activity_ = Activity::none;
}

void Generating::slow_down(bool readable) {
    readable_ = readable;
    stretch_from_ = written_.size();
    stretch_began_ms_ = last_ms_ = host_.now_ms();
    if (!readable && resting_)
        std::exchange(resting_, {}).resume();
    else
        change_orders();
}

void Generating::watch_units(bool on) {
    watch_units_ = on;
    if (!on) units_.clear();
    change_orders();
}

// What is written now is written to the orders with which it was asked for.
void Generating::change_orders() {
    if (activity_ != Activity::writing || resting_) return;
    task_.reset();
    start(From::middle);
}

void Generating::advance(double now_ms) {
    if (!resting_) return;
    // A frame may come late; more than one character a frame then keeps the pace.
    while (resting_ && now_ms - last_ms_ >= readable_ms) {
        last_ms_ = std::max(last_ms_ + readable_ms, now_ms - 4 * readable_ms);
        std::exchange(resting_, {}).resume();
    }
    if (busy()) host_.request_frames(1);
}

void Generating::add(const Batch& batch) {
    if (batch.from != written_.size()) throw std::logic_error("A part of the text was lost. Begin it again.");
    if (watch_units_ && !batch.units.empty()) units_ = batch.units;
    if (batch.characters.empty()) {
        next_logits_ = batch.logits;
        next_pointed_ = batch.pointed;
        return;
    }
    written_.insert(written_.end(), batch.characters.begin(), batch.characters.end());
    logits_.add(batch.logits);
    next_logits_.clear();
    if (!readable_) last_ms_ = host_.now_ms();
    if (batch.run_ms > 0) model_.ran(batch.run_ms / static_cast<double>(batch.characters.size()));
    if (on_written_) on_written_();
}

core::Task<> Generating::write(From from) {
    try {
        if (!scribe_) scribe_.emplace(model_.session(), card_);
        if (from == From::prompt) {
            co_await scribe_->read(prompt_, tokens(), order_.seed);
            has_read_ = true;
            activity_ = Activity::writing;
        }
        if (from != From::middle) {
            stretch_from_ = written_.size();
            stretch_began_ms_ = last_ms_ = host_.now_ms();
        }
        do {
            co_await scribe_->write(next_order(), [this](const Batch& batch) { add(batch); });
            if (readable_ && written_.size() < wanted_) co_await Rest{*this};
        } while (written_.size() < wanted_);
    } catch (...) {
        fail();
    }
    activity_ = Activity::none;
    host_.wake();
}

// The next stretch that is written with the same settings.
WriteOrder Generating::next_order() const {
    const std::size_t from = written_.size();
    WriteOrder order{.from = from, .sampling = order_.sampling_at(from), .units = watch_units_};
    const Branch* const branch = branch_from(order_.branches, from);
    const bool here = branch != nullptr && branch->at == from;
    if (here) order.given = branch->token;
    // Nothing is written ahead of those who read along.
    const std::size_t most = readable_ || here ? 1 : branch != nullptr ? branch->at - from : at_once;
    order.until = std::min(wanted_, from + std::min(most, at_once));
    order.look = order.until == wanted_;
    return order;
}

// Only says what would come next.
core::Task<> Generating::look() {
    try {
        const std::size_t end = written_.size();
        co_await scribe_->write({.from = end, .until = end, .units = watch_units_, .look = true},
                                [this](const Batch& batch) { add(batch); });
    } catch (...) {
        fail();
    }
    host_.wake();
}

void Generating::fail() {
    // The state is gone with the run; the seed makes the same text again.
    has_read_ = false;
    scribe_.reset();
    const std::exception_ptr error = std::current_exception();
    if (!model_.lost(error)) model_.fail(error);
}

double Generating::characters_per_second() const {
    const auto count = static_cast<double>(written_.size() - std::min(stretch_from_, written_.size()));
    const double ms = last_ms_ - stretch_began_ms_;
    return count > 1 && ms > 0 ? 1000 * count / ms : 0;
}

}  // namespace mllab::text_generation
