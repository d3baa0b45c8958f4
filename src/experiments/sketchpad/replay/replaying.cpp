#include "experiments/sketchpad/replay/replaying.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "core/text.hpp"
#include "experiments/common/commands.hpp"
#include "ui/bars.hpp"

namespace mllab::sketchpad {

namespace {

constexpr std::size_t moments = 40;
constexpr float step_ms = 100;  // of the slider
constexpr float least_said = 0.01F;
constexpr std::size_t most_said = 2;

std::size_t steps_in(const Replay& replay) {
    return std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(replay.duration_ms() / step_ms)));
}

}  // namespace

Replaying::Replaying(platform::Host& host, ui::DrawingPad& pad, const Answering& answering)
    : host_(host),
      pad_(pad),
      answering_(answering),
      latest_([this](Asked asked) { return find(std::move(asked)); }, [&host] { host.wake(); }) {}

void Replaying::begin(bool reduced_motion) {
    forget();
    replay_ = std::make_shared<Replay>(pad_.ink());
    if (reduced_motion)
        replay_->seek(replay_->duration_ms());
    else
        replay_->play(host_.now_ms());
    show();
}

void Replaying::end() {
    pad_.look_away();
    forget();
    replay_.reset();
}

// What is still under way is about another drawing, or another network.
void Replaying::forget() {
    ++number_;
    asked_.clear();
    course_.reset();
    failed_ = false;
}

void Replaying::show() {
    pad_.look_at(replay_->at(replay_->position_ms()));
    host_.request_frames(1);
}

void Replaying::play_or_pause() {
    if (replay_->playing()) {
        replay_->pause();
    } else {
        replay_->play(host_.now_ms());
        show();
    }
}

void Replaying::seek(const std::string& text) {
    const auto step = experiments::number_of(text, steps_in(*replay_) + 1);
    if (!step) return;
    replay_->seek(static_cast<float>(*step) * step_ms);
    show();
}

bool Replaying::advance(double now_ms) {
    if (!on()) return false;
    if (replay_->advance(now_ms)) show();
    return replay_->playing();
}

void Replaying::settle() {
    if (replay_ != nullptr && !pad_.looking_back()) end();
    if (replay_ == nullptr) return;
    const Reader& reader = answering_.chosen();
    if (!reader.model().ready()) {
        forget();
    } else if (asked_ != reader.id()) {
        forget();
        asked_ = reader.id();
        latest_.ask({.reader = &reader, .drawing = std::make_shared<const Replay>(*replay_), .number = number_},
                    number_);
    }
    auto outcome = latest_.take();
    if (!outcome || outcome->revision != number_) return;
    failed_ = !outcome->answer;
    course_ = std::move(outcome->answer);
}

core::Task<Course> Replaying::find(Asked asked) {
    std::vector<float> times;
    std::vector<std::vector<float>> probabilities;
    for (std::size_t i = 1; i <= moments && asked.number == number_; ++i) {
        const float share = static_cast<float>(i) / moments;
        const float t_ms = asked.drawing->duration_ms() * share;
        auto found = co_await asked.reader->probabilities(asked.drawing->at(t_ms));
        times.push_back(t_ms);
        probabilities.push_back(std::move(found));
    }
    co_return course_of(std::move(times), probabilities);
}

platform::Field Replaying::field() const {
    const std::size_t steps = steps_in(*replay_);
    const auto at = static_cast<std::size_t>(std::lround(replay_->position_ms() / step_ms));
    return {.id = field_id,
            .label = "Moment",
            .kind = platform::Field::Kind::range,
            .value = std::to_string(replay_->at_end() ? steps : std::min(at, steps)),
            .low = 0,
            .high = static_cast<double>(steps),
            .step = 1,
            .said = said(),
            .below = true};
}

// While it plays, a screen reader hears no more than the seconds.
std::string Replaying::said() const {
    const double t = static_cast<double>(replay_->position_ms()) / 1000;
    const double all = static_cast<double>(replay_->duration_ms()) / 1000;
    if (replay_->playing()) return core::joined(core::decimals(std::floor(t), 0), " of ", core::decimals(all, 1), " s");
    std::string text = core::joined(core::decimals(t, 1), " of ", core::decimals(all, 1), " s");
    if (!course_) return text;
    std::vector<std::pair<float, std::size_t>> now;
    for (const Course::Line& line : course_->lines)
        now.emplace_back(value_at(*course_, line, replay_->position_ms()), line.label);
    std::ranges::stable_sort(now, std::greater(), &std::pair<float, std::size_t>::first);
    std::string guesses;
    for (std::size_t i = 0; i < std::min(now.size(), most_said) && now[i].first >= least_said; ++i)
        guesses += core::joined(i == 0 ? "" : ", ", answering_.chosen().card().labels[now[i].second], " ",
                                ui::percentage(static_cast<double>(now[i].first)), " sure");
    return core::joined(text, ": ", guesses.empty() ? "no guess yet" : guesses);
}

}  // namespace mllab::sketchpad
