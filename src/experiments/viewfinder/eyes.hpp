// The models of an experiment that sees, which of them is chosen, and what each said last.
#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "experiments/common/model_slot.hpp"
#include "experiments/viewfinder/subject.hpp"

namespace mllab::viewfinder {

template <typename Answer>
struct Eye {
    Eye(platform::Host& host, const platform::Launch& launch, const std::string& id)
        : slot(host, launch, id, "your picture stays") {
        if (const auto answers = launch.answers.find(id); answers != launch.answers.end())
            stored_answers = inference::stored_answers_of(answers->second, slot.card());
    }
    // While the model is not there: reads what it said earlier to this example, if that is known. `place`: its own.
    void recall(const std::string& example, const Seen& seen, std::size_t place) {
        const auto stored = stored_answers.find(example);
        if (slot.ready() || !way.recall || stored == stored_answers.end()) return;
        reading = Reading<Answer>{.seen = seen,
                                  .input = std::make_shared<const image::RgbaImage>(way.encode(*seen.picture).input),
                                  .answer = way.recall(stored->second),
                                  .model = place,
                                  .stored = true};
    }

    experiments::ModelSlot slot;
    inference::StoredAnswers stored_answers;
    Way<Answer> way;
    std::optional<Reading<Answer>> reading;
};

template <typename Answer>
class Eyes {
 public:
    // None is chosen before `choose`. Throws inference::CardError.
    Eyes(platform::Host& host, const platform::Launch& launch, const Subject<Answer>& subject)
        : names_(subject.model_names) {
        for (const auto& [id, text] : launch.cards) {
            eyes_.emplace_back(host, launch, id);
            eyes_.back().way = subject.way_of(eyes_.back().slot.card());
        }
    }

    // False for an id that none has.
    bool choose(const std::string& id) {
        const auto found = std::ranges::find(eyes_, id, [](const Eye<Answer>& eye) { return eye.slot.card().id; });
        if (found == eyes_.end()) return false;
        chosen_ = static_cast<std::size_t>(found - eyes_.begin());
        return true;
    }
    // The newest reading of one that is about what is on; nullptr before there is one.
    [[nodiscard]] const Reading<Answer>* reading_of(std::size_t eye, const Sources& sources) const {
        const auto& reading = eyes_[eye].reading;
        const bool current = reading && reading->seen.revision >= sources.since() && sources.on() != Source::none;
        return current ? &*reading : nullptr;
    }
    // Who is not there yet reads what it said earlier, where an example is on: the chosen one, or all.
    void recall(const Sources& sources, bool all) {
        const std::string known_as{sources.known_as()};
        if (known_as.empty()) return;
        const Seen seen{.picture = sources.picture(), .revision = sources.revision()};
        for (std::size_t i = 0; i < eyes_.size(); ++i)
            if ((all || i == chosen_) && reading_of(i, sources) == nullptr) eyes_[i].recall(known_as, seen, i);
    }
    // The chosen one's reading, or that of any, is one that was recalled.
    [[nodiscard]] bool shows_stored(const Sources& sources, bool all) const {
        for (std::size_t i = 0; i < eyes_.size(); ++i)
            if (const auto* const one = reading_of(i, sources); one && one->stored && (all || i == chosen_))
                return true;
        return false;
    }
    // What they said is not asked for any more.
    void forget_readings() {
        for (Eye<Answer>& eye : eyes_) eye.reading.reset();
    }

    [[nodiscard]] std::size_t size() const { return eyes_.size(); }
    [[nodiscard]] std::size_t chosen() const { return chosen_; }
    [[nodiscard]] Eye<Answer>& operator[](std::size_t eye) { return eyes_[eye]; }
    [[nodiscard]] const Eye<Answer>& operator[](std::size_t eye) const { return eyes_[eye]; }
    // Of the camera's next frame: for the one that is chosen, or for all of them.
    [[nodiscard]] FrameNeed need(bool all) const {
        FrameNeed need = eyes_[chosen_].way.need();
        if (all)
            for (const Eye<Answer>& eye : eyes_) need = need_of_both(need, eye.way.need());
        return need;
    }
    // Short.
    [[nodiscard]] std::string name_of(std::size_t eye) const {
        const inference::ModelCard& card = eyes_[eye].slot.card();
        const auto found = names_.find(card.id);
        return found == names_.end() ? card.name : found->second;
    }
    [[nodiscard]] std::vector<platform::Action> actions() const {
        std::vector<platform::Action> actions;
        for (std::size_t i = 0; i < eyes_.size(); ++i)
            actions.push_back(
                {.argument = eyes_[i].slot.card().id, .label = name_of(i), .group = "model", .pressed = i == chosen_});
        return actions;
    }

 private:
    std::map<std::string, std::string> names_;
    std::deque<Eye<Answer>> eyes_;
    std::size_t chosen_ = 0;
};

}  // namespace mllab::viewfinder
