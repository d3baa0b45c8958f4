#include "experiments/text_generation/view/generating.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace mllab::text_generation {

namespace {

constexpr double readable_ms = 25;  // between two characters: 40 a second are fast reading

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
      parameters_(Parameters::from(model_.card())) {}

void Generating::load() {
    model_.load();
    Scribe::prepare();
}

bool Generating::can_go_on() const { return !busy() && model_.ready() && scribe_ && has_read_; }

void Generating::generate(const Order& order) {
    stop();
    if (!model_.ready()) return;
    order_ = order;
    prompt_ = encode(order.prompt, parameters_);
    written_.clear();
    written_.reserve(order.length);
    units_.clear();
    begun_ = true;
    has_read_ = false;
    wanted_ = order.length;
    start(From::prompt);
}

void Generating::go_on(std::size_t more) {
    if (!can_go_on()) return;
    wanted_ = written_.size() + more;
    start(From::here);
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
    task_.reset();
    resting_ = {};
    activity_ = Activity::none;
    host_.wake();
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
    written_.insert(written_.end(), batch.characters.begin(), batch.characters.end());
    if (watch_units_ && !batch.units.empty()) units_ = batch.units;
    if (!readable_) last_ms_ = host_.now_ms();
    if (batch.run_ms > 0) model_.ran(batch.run_ms / static_cast<double>(batch.characters.size()));
    if (on_written_) on_written_();
}

core::Task<> Generating::write(From from) {
    try {
        if (!scribe_) scribe_.emplace(model_.session(), card_);
        if (from == From::prompt) {
            co_await scribe_->read(prompt_, order_.seed);
            has_read_ = true;
            activity_ = Activity::writing;
        }
        if (from != From::middle) {
            stretch_from_ = written_.size();
            stretch_began_ms_ = last_ms_ = host_.now_ms();
        }
        while (written_.size() < wanted_) {
            // Nothing is written ahead of those who read along.
            const std::size_t until = readable_ ? written_.size() + 1 : wanted_;
            co_await scribe_->write(written_.size(), until, order_.sampling, watch_units_,
                                    [this](const Batch& batch) { add(batch); });
            if (readable_) co_await Rest{*this};
        }
    } catch (...) {
        // The state is gone with the run; the seed makes the same text again.
        has_read_ = false;
        scribe_.reset();
        const std::exception_ptr error = std::current_exception();
        if (!model_.lost(error)) model_.fail(error);
    }
    activity_ = Activity::none;
    host_.wake();
}

double Generating::characters_per_second() const {
    const auto count = static_cast<double>(written_.size() - std::min(stretch_from_, written_.size()));
    const double ms = last_ms_ - stretch_began_ms_;
    return count > 1 && ms > 0 ? 1000 * count / ms : 0;
}

}  // namespace mllab::text_generation
