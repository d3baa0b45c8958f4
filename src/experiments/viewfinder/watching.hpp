// An experiment that sees, without its looks: a frame goes in, an answer comes out, and there is no way back. The
// newest frame is asked about as soon as the model is free; what came in between never is. Beside it several pictures
// may be looked at one after the other, and all models at the same picture.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "core/rate_meter.hpp"
#include "experiments/common/action_table.hpp"
#include "experiments/common/commands.hpp"
#include "experiments/common/latest_answer.hpp"
#include "experiments/common/stored.hpp"
#include "experiments/viewfinder/eyes.hpp"

namespace mllab::viewfinder {

template <typename Answer>
class Watching {
 public:
    // Throws inference::CardError, and std::invalid_argument if there is no card for the launch's model.
    Watching(platform::Host& host, const platform::Launch& launch, Subject<Answer> subject)
        : host_(host),
          sources_(host, std::move(subject.sources)),
          batch_(host, std::move(subject.batch)),
          row_of_(std::move(subject.row_of)),
          compares_(subject.compares),
          eyes_(host, launch, subject),
          latest_([this](Asked asked) { return find(std::move(asked)); }, [&host] { host.wake(); }) {
        if (!choose(launch.model))
            throw std::invalid_argument("There is no card for the model “" + launch.model + "”.");
    }
    // The coroutine under way knows this object by its address.
    Watching(const Watching&) = delete;
    Watching& operator=(const Watching&) = delete;
    ~Watching() = default;

    // Loads the chosen model. To be called once.
    void start() {
        eyes_[chosen()].slot.load();
        update();
    }
    // Those of the sources and of the batch, "model", "compare", "retry" and "save-model". True if the command was one
    // of them.
    bool command(const platform::Command& command) {
        const bool own =
            experiments::perform(table(), *this, command) || sources_.command(command) || batch_.command(command);
        update();
        return own;
    }
    void picture(image::RgbaImage picture, std::string name, bool mirrored = false) {
        sources_.picture(std::move(picture), std::move(name), mirrored);
        update();
    }
    // Several at once, as platform::Stage says it.
    void pictures(std::vector<std::string> names, std::size_t left_out) {
        batch_.begin(std::move(names), left_out);
        update();
    }
    void numbered_picture(std::size_t number, image::RgbaImage picture) {
        batch_.arrived(number, std::move(picture));
        update();
    }
    void numbered_refusal(std::size_t number, const std::string& sentence) {
        batch_.refused(number, sentence);
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
            eyes_.recall(sources_, comparing_);
        } while (ask());
    }

    // The newest answer about what is on, by the model that is chosen; nullptr before there is one.
    [[nodiscard]] const Reading<Answer>* reading() const { return reading_of(chosen()); }
    // By this one.
    [[nodiscard]] const Reading<Answer>* reading_of(std::size_t model) const {
        return eyes_.reading_of(model, sources_);
    }
    [[nodiscard]] const Eyes<Answer>& eyes() const { return eyes_; }
    [[nodiscard]] std::size_t chosen() const { return eyes_.chosen(); }
    [[nodiscard]] bool comparing() const { return comparing_; }
    [[nodiscard]] const Sources& sources() const { return sources_; }
    [[nodiscard]] const experiments::ModelSlot& model() const { return eyes_[chosen()].slot; }
    [[nodiscard]] double answers_per_second() const { return answers_.per_second(host_.now_ms()); }

    // Everything but the result's words: model, progress, state, error, revisions and actions.
    void add_to(platform::PageState& page) const {
        const Reading<Answer>* const now = reading();
        model().add_to(page, (!now || now->stored) && message_.empty() && waits_for_answer());
        if (!message_.empty() && !model().failed()) {
            page.state = platform::State::error;
            page.error = message_;
        }
        // A camera's newest frame is always on its way: what counts as the input is the frame that was answered last.
        page.revision = now ? now->seen.revision : sources_.revision();
        if (eyes_.shows_stored(sources_, comparing_))
            page.result.stored = experiments::about_stored(model().failed() || !message_.empty());
        page.result.revision = now || sources_.on() == Source::none ? page.revision : 0;
        sources_.add_to(page);
        batch_.add_to(page, eyes_.name_of(chosen()));
        experiments::list(table(), *this, page.actions);
    }
    // How often the camera and the model have something new.
    [[nodiscard]] std::vector<ui::Figure> rates() const { return rates_of(sources_, answers_per_second()); }

 private:
    // A camera whose frames all fail is not asked about for ever: after so many in a row its light goes out.
    static constexpr int failures_in_a_row = 3;

    struct Asked {
        Seen seen;
        std::size_t model = 0;
        std::optional<std::size_t> number{};  // of a picture of the batch
    };

    [[nodiscard]] static experiments::ActionTable<Watching> table() {
        using platform::Command;
        static const auto rows = std::to_array<experiments::ActionRow<Watching>>({
            {.action = {.verb = "model"},
             .listed = [](const Watching& w) { return w.eyes_.size() > 1; },
             .several = [](const Watching& w) { return w.eyes_.actions(); },
             .perform =
                 [](Watching& w, const Command& command) {
                     const std::size_t before = w.chosen();
                     if (!w.choose(command.argument)) return;
                     w.eyes_[w.chosen()].slot.load();
                     if (w.chosen() != before) w.batch_.start_over();
                 }},
            {.action = {.verb = "compare", .label = "Compare", .icon = "columns-2", .group = "model"},
             .listed = [](const Watching& w) { return w.compares_ && w.eyes_.size() > 1; },
             .look = [](const Watching& w, platform::Action& action) { action.pressed = w.comparing_; },
             .perform = [](Watching& w, const Command&) { w.compare(!w.comparing_); }},
            {.action = experiments::save_model_action(),
             .perform = [](Watching& w, const Command&) { w.host_.perform(w.model().save()); }},
            {.action = experiments::retry_action(),
             .listed = [](const Watching& w) { return w.model().failed() || !w.message_.empty(); },
             .perform = [](Watching& w, const Command&) { w.retry(); }},
        });
        return rows;
    }
    void retry() {
        forget_failures();
        sources_.ask_again();
        if (model().failed()) eyes_[chosen()].slot.load();
    }
    bool choose(const std::string& id) {
        if (!eyes_.choose(id)) return false;
        eyes_.forget_readings();
        others_.clear();
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
    [[nodiscard]] bool waits_for_answer() const {
        return sources_.on() == Source::picture ||
               (sources_.on() == Source::camera && sources_.camera().state == platform::CameraState::running);
    }

    // A camera has something new at every moment: the batch has its turn after each of the camera's.
    bool ask() {
        if (latest_.busy()) return false;
        const bool batch_first = std::exchange(batch_waited_, false);
        std::optional<Asked> next = batch_first ? of_batch() : std::nullopt;
        if (!next) {
            next = of_what_is_on();
            batch_waited_ = next && batch_.has_picture();
        }
        if (!next) next = of_batch();
        if (!next) return false;
        asked_ = next->model;
        number_ = next->number;
        latest_.ask(std::move(*next), sources_.revision());
        return true;
    }
    std::optional<Asked> of_what_is_on() {
        if (failures_ >= failures_in_a_row) return std::nullopt;
        if (!others_.empty() && others_.front().seen.revision < sources_.since()) others_.clear();
        if (!others_.empty() && eyes_[others_.front().model].slot.ready()) {
            Asked other = std::move(others_.front());
            others_.pop_front();
            return other;
        }
        if (!model().ready()) return std::nullopt;
        auto seen = sources_.take(eyes_.need(comparing_));
        if (!seen) return std::nullopt;
        others_.clear();
        if (comparing_)
            for (std::size_t i = 0; i < eyes_.size(); ++i)
                if (i != chosen()) others_.push_back({.seen = *seen, .model = i});
        return Asked{.seen = std::move(*seen), .model = chosen()};
    }
    std::optional<Asked> of_batch() {
        if (!model().ready()) return std::nullopt;
        auto waiting = batch_.take();
        if (!waiting) return std::nullopt;
        return Asked{.seen = {.picture = std::move(waiting->picture)}, .model = chosen(), .number = waiting->number};
    }
    core::Task<Reading<Answer>> find(Asked asked) {
        const Eye<Answer>& eye = eyes_[asked.model];
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
        Eye<Answer>& eye = eyes_[asked_];
        if (outcome.answer) eye.slot.ran(outcome.answer->run_ms);
        const bool lost = outcome.error && eye.slot.lost(outcome.error);
        if (number_) {
            take_up_row(outcome.answer ? &outcome.answer->answer : nullptr, outcome.error, lost);
        } else if (outcome.answer) {
            if (outcome.answer->seen.revision < sources_.since()) return;
            eye.reading = std::move(outcome.answer);
            if (asked_ != chosen()) return;
            failures_ = 0;
            message_.clear();
            answers_.count(host_.now_ms());
        } else if (lost) {
            sources_.ask_again();
        } else if (asked_ != chosen()) {
            eye.slot.fail(outcome.error);  // says why beside the answers of the others
        } else if (outcome.revision >= sources_.since()) {
            ++failures_;
            message_ = model().message_of(outcome.error);
        }
    }
    void take_up_row(const Answer* answer, const std::exception_ptr& error, bool lost) {
        // Of another model than the one whose sheet it is by now.
        if (lost || asked_ != chosen())
            batch_.ask_again(*number_);
        else if (answer != nullptr)
            batch_.answer(*number_, row_of_(*answer, model().card()));
        else
            batch_.fail(*number_, model().message_of(error));
    }
    void compare(bool all) {
        comparing_ = all;
        if (!all) return others_.clear();
        for (std::size_t i = 0; i < eyes_.size(); ++i) eyes_[i].slot.load();
        sources_.ask_again();
    }

    platform::Host& host_;
    Sources sources_;
    Batch batch_;
    std::function<std::vector<Cell>(const Answer&, const inference::ModelCard&)> row_of_;
    bool compares_;
    bool comparing_ = false;
    Eyes<Answer> eyes_;
    std::size_t asked_ = 0;              // that was asked last
    std::optional<std::size_t> number_;  // the picture of the batch that it was asked about
    std::deque<Asked> others_;           // who is still to be asked about what is on
    bool batch_waited_ = false;
    std::uint64_t known_since_ = 0;
    int failures_ = 0;  // since the last answer
    bool in_trouble_ = false;
    std::string message_;
    core::RateMeter answers_;
    experiments::LatestAnswer<Asked, Reading<Answer>> latest_;  // last: its coroutine uses the others
};

}  // namespace mllab::viewfinder
