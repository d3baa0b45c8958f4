#include "experiments/text_generation/view/generating.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace mllab::text_generation {

namespace {

constexpr double readable_ms = 25;  // between two characters: 40 a second are fast reading
constexpr double shown_ms = 50;     // as fast as it goes: more pictures a second nobody sees, and they cost characters

}  // namespace

// Until `advance` finds that it is time.
struct Generating::Rest {
    Generating& generating;
    [[nodiscard]] bool await_ready() const { return !generating.readable_; }
    void await_suspend(std::coroutine_handle<> waiting) const { generating.resting_ = waiting; }
    void await_resume() const {}
};

Generating::Generating(platform::Host& host, const platform::Launch& launch)
    : host_(host), model_(host, launch, launch.model), parameters_(Parameters::from(model_.card())) {}

const std::vector<float>& Generating::units() const {
    static const std::vector<float> none;
    return writer_ ? writer_->units() : none;
}

bool Generating::can_go_on() const { return !busy() && model_.ready() && writer_ && writer_->ready(); }

void Generating::generate(const Order& order) {
    stop();
    if (!model_.ready()) return;
    order_ = order;
    prompt_ = encode(order.prompt, parameters_);
    written_.clear();
    written_.reserve(order.length);
    begun_ = true;
    writer_ = std::make_unique<Writer>(model_.session(), parameters_, order.seed);
    writer_->watch_units(watch_units_);
    wanted_ = order.length;
    start(true);
}

void Generating::go_on(std::size_t more) {
    if (!can_go_on()) return;
    wanted_ = written_.size() + more;
    start(false);
}

void Generating::start(bool read_first) {
    activity_ = read_first ? Activity::reading : Activity::writing;
    reads_first_ = read_first;
    task_ = write(read_first);
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
    if (!readable && resting_) std::exchange(resting_, {}).resume();
}

void Generating::watch_units(bool on) {
    watch_units_ = on;
    if (writer_) writer_->watch_units(on);
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

void Generating::add(const Written& written) {
    const auto likely = [](const core::Candidate& candidate) {
        return Likely{.token = static_cast<std::uint16_t>(candidate.index), .p = candidate.probability};
    };
    Character character{.chosen = likely(written.choice.chosen)};
    character.pointed = static_cast<std::uint8_t>(std::lround(100 * written.pointed));
    for (const core::Candidate& candidate : written.choice.best)
        if (character.best_count < Character::most) character.best.at(character.best_count++) = likely(candidate);
    written_.push_back(character);
    if (!readable_) last_ms_ = host_.now_ms();
    if (written.run_ms > 0) model_.ran(written.run_ms);
    const double now_ms = host_.now_ms();
    if (!readable_ && now_ms - asked_for_frame_ms_ < shown_ms) return;
    asked_for_frame_ms_ = now_ms;
    host_.request_frames(1);
}

core::Task<> Generating::write(bool read_first) {
    try {
        if (read_first) {
            co_await writer_->read(prompt_);
            activity_ = Activity::writing;
        }
        stretch_from_ = written_.size();
        stretch_began_ms_ = last_ms_ = host_.now_ms();
        while (written_.size() < wanted_) {
            const Written next = co_await writer_->next(order_.sampling);
            add(next);
            if (readable_) co_await Rest{*this};
        }
    } catch (...) {
        // The state is gone with the run; the seed makes the same text again.
        writer_.reset();
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
