// An experiment that sees, without its looks: a frame goes in, an answer comes out, and there is no way back. The
// newest frame is asked about as soon as the model is free; what came in between never is.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "core/rate_meter.hpp"
#include "core/text.hpp"
#include "experiments/common/action_table.hpp"
#include "experiments/common/commands.hpp"
#include "experiments/common/latest_answer.hpp"
#include "experiments/common/model_slot.hpp"
#include "experiments/viewfinder/sources.hpp"
#include "ui/figures.hpp"

namespace mllab::viewfinder {

// What a model is asked about a frame.
struct Question {
    inference::RunRequest request;
    image::RgbaImage input;  // the small picture that the network sees, for people to look at
};

// One model's way from a frame to its input, and from its outputs to an answer about that frame.
template <typename Answer>
struct Way {
    std::function<Question(const image::RgbaImage& frame)> encode;
    std::function<Answer(const inference::Outputs& outputs, const image::RgbaImage& frame)> decode;
};

// What an experiment adds.
template <typename Answer>
struct Subject {
    Settings sources;
    // Throws inference::CardError on a card that does not describe such a model.
    std::function<Way<Answer>(const inference::ModelCard&)> way_of;
    std::map<std::string, std::string> model_names{};  // short, by the models' ids; else the card's name
};

// An answer, and what it is about.
template <typename Answer>
struct Reading {
    Seen seen;
    std::shared_ptr<const image::RgbaImage> input;  // as the network saw it
    Answer answer;
    double run_ms = 0;
    std::size_t model = 0;
};

template <typename Answer>
class Watching {
 public:
    // Throws inference::CardError, and std::invalid_argument if there is no card for the launch's model.
    Watching(platform::Host& host, const platform::Launch& launch, Subject<Answer> subject)
        : host_(host),
          sources_(host, std::move(subject.sources)),
          names_(std::move(subject.model_names)),
          latest_([this](Asked asked) { return find(std::move(asked)); }, [&host] { host.wake(); }) {
        for (const auto& [id, text] : launch.cards) {
            eyes_.emplace_back(host, launch, id);
            eyes_.back().way = subject.way_of(eyes_.back().slot.card());
        }
        if (!choose(launch.model))
            throw std::invalid_argument("There is no card for the model “" + launch.model + "”.");
    }
    // The coroutine under way knows this object by its address.
    Watching(const Watching&) = delete;
    Watching& operator=(const Watching&) = delete;
    ~Watching() = default;

    // Loads the chosen model. To be called once.
    void start() {
        eyes_[chosen_].slot.load();
        update();
    }
    // Those of the sources, "model", "retry" and "save-model". True if the command was one of them.
    bool command(const platform::Command& command) {
        const bool own = experiments::perform(table(), *this, command) || sources_.command(command);
        update();
        return own;
    }
    void picture(image::RgbaImage picture, std::string name) {
        sources_.picture(std::move(picture), std::move(name));
        update();
    }
    // Asks about what is on once more: something else is wanted of the model.
    void ask_again() {
        sources_.ask_again();
        update();
    }
    // Takes up what has come, and asks about what is new; after every event and whenever the host was woken.
    void update() {
        do {
            sources_.update();
            if (std::exchange(known_since_, sources_.since()) != sources_.since()) forget_failures();
            if (auto outcome = latest_.take()) take_up(std::move(*outcome));
            put_out_in_trouble();
        } while (ask());
    }

    // The newest answer about what is on, by the model that is chosen; nullptr before there is one.
    [[nodiscard]] const Reading<Answer>* reading() const {
        const bool current = reading_ && reading_->model == chosen_ && reading_->seen.revision >= sources_.since() &&
                             sources_.on() != Source::none;
        return current ? &*reading_ : nullptr;
    }
    [[nodiscard]] const Sources& sources() const { return sources_; }
    [[nodiscard]] const experiments::ModelSlot& model() const { return eyes_[chosen_].slot; }
    [[nodiscard]] double answers_per_second() const { return answers_.per_second(host_.now_ms()); }

    // Everything but the result's words: model, progress, state, error, revisions and actions.
    void add_to(platform::PageState& page) const {
        const Reading<Answer>* const now = reading();
        model().add_to(page, !now && message_.empty() && waits_for_answer());
        if (!message_.empty() && !model().failed()) {
            page.state = platform::State::error;
            page.error = message_;
        }
        // A camera's newest frame is always on its way: what counts as the input is the frame that was answered last.
        page.revision = now ? now->seen.revision : sources_.revision();
        page.result.revision = now || sources_.on() == Source::none ? page.revision : 0;
        sources_.add_to(page);
        experiments::list(table(), *this, page.actions);
    }
    // How often the camera and the model have something new.
    [[nodiscard]] std::vector<ui::Figure> rates() const {
        std::vector<ui::Figure> figures;
        const auto add = [&](double rate, const char* name) {
            if (rate > 0) figures.push_back({core::decimals(rate, rate < 9.95 ? 1 : 0), name});
        };
        if (sources_.on() != Source::camera) return figures;
        add(sources_.camera().frames_per_second, "frames a second");
        add(answers_per_second(), "answers a second");
        return figures;
    }

 private:
    // A camera whose frames all fail is not asked about for ever: after so many in a row its light goes out.
    static constexpr int failures_in_a_row = 3;

    struct Eye {
        Eye(platform::Host& host, const platform::Launch& launch, const std::string& id)
            : slot(host, launch, id, "your picture stays") {}
        experiments::ModelSlot slot;
        Way<Answer> way;
    };
    struct Asked {
        Seen seen;
        std::size_t model = 0;
    };

    [[nodiscard]] static experiments::ActionTable<Watching> table() {
        using platform::Command;
        static const auto rows = std::to_array<experiments::ActionRow<Watching>>({
            {.action = {.verb = "model"},
             .listed = [](const Watching& w) { return w.eyes_.size() > 1; },
             .several = [](const Watching& w) { return w.model_actions(); },
             .perform =
                 [](Watching& w, const Command& command) {
                     if (w.choose(command.argument)) w.eyes_[w.chosen_].slot.load();
                 }},
            {.action = experiments::save_model_action(),
             .perform = [](Watching& w, const Command&) { w.host_.perform(w.model().save()); }},
            {.action = experiments::retry_action(),
             .listed = [](const Watching& w) { return w.model().failed() || !w.message_.empty(); },
             .perform = [](Watching& w, const Command&) { w.retry(); }},
        });
        return rows;
    }
    [[nodiscard]] std::vector<platform::Action> model_actions() const {
        std::vector<platform::Action> actions;
        for (const Eye& eye : eyes_)
            actions.push_back({.argument = eye.slot.card().id,
                               .label = name_of(eye.slot.card()),
                               .group = "model",
                               .pressed = &eye == &eyes_[chosen_]});
        return actions;
    }
    void retry() {
        forget_failures();
        sources_.ask_again();
        if (model().failed()) eyes_[chosen_].slot.load();
    }
    bool choose(const std::string& id) {
        const auto found = std::ranges::find(eyes_, id, [](const Eye& eye) { return eye.slot.card().id; });
        if (found == eyes_.end()) return false;
        chosen_ = static_cast<std::size_t>(found - eyes_.begin());
        forget_failures();
        sources_.ask_again();
        return true;
    }
    void forget_failures() {
        failures_ = 0;
        message_.clear();
        answers_.clear();
    }
    // Where nothing answers no light stays on. Whoever switches it on all the same may.
    void put_out_in_trouble() {
        const bool trouble = model().failed() || failures_ >= failures_in_a_row;
        if (trouble && !in_trouble_) {
            sources_.stop_camera();
            known_since_ = sources_.since();  // not because the visitor wanted another source: the message stays
        }
        in_trouble_ = trouble;
    }
    [[nodiscard]] std::string name_of(const inference::ModelCard& card) const {
        const auto found = names_.find(card.id);
        return found == names_.end() ? card.name : found->second;
    }
    [[nodiscard]] bool waits_for_answer() const {
        return sources_.on() == Source::picture ||
               (sources_.on() == Source::camera && sources_.camera().state == platform::CameraState::running);
    }

    bool ask() {
        if (!model().ready() || latest_.busy() || failures_ >= failures_in_a_row) return false;
        auto seen = sources_.take();
        if (!seen) return false;
        asked_ = chosen_;
        const std::uint64_t revision = seen->revision;
        latest_.ask({.seen = std::move(*seen), .model = chosen_}, revision);
        return true;
    }
    core::Task<Reading<Answer>> find(Asked asked) {
        const Eye& eye = eyes_[asked.model];
        Question question = eye.way.encode(*asked.seen.picture);
        const inference::Session session = eye.slot.session();
        const inference::Outputs outputs = co_await session.run(std::move(question.request));
        Answer answer = eye.way.decode(outputs, *asked.seen.picture);
        co_return Reading<Answer>{.seen = std::move(asked.seen),
                                  .input = std::make_shared<const image::RgbaImage>(std::move(question.input)),
                                  .answer = std::move(answer),
                                  .run_ms = outputs.run_ms(),
                                  .model = asked.model};
    }
    void take_up(typename experiments::LatestAnswer<Asked, Reading<Answer>>::Outcome outcome) {
        const bool about_this = asked_ == chosen_ && outcome.revision >= sources_.since();
        if (outcome.answer) {
            eyes_[asked_].slot.ran(outcome.answer->run_ms);
            if (!about_this) return;
            failures_ = 0;
            message_.clear();
            answers_.count(host_.now_ms());
            reading_ = std::move(outcome.answer);
        } else if (eyes_[asked_].slot.lost(outcome.error)) {
            sources_.ask_again();
        } else if (about_this) {
            ++failures_;
            message_ = model().message_of(outcome.error);
        }
    }

    platform::Host& host_;
    Sources sources_;
    std::map<std::string, std::string> names_;
    std::deque<Eye> eyes_;  // the models
    std::size_t chosen_ = 0;
    std::size_t asked_ = 0;  // that was asked last
    std::uint64_t known_since_ = 0;
    int failures_ = 0;  // since the last answer
    bool in_trouble_ = false;
    std::string message_;
    core::RateMeter answers_;
    std::optional<Reading<Answer>> reading_;
    experiments::LatestAnswer<Asked, Reading<Answer>> latest_;  // last: its coroutine uses the others
};

}  // namespace mllab::viewfinder
