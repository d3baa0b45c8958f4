// The models of an experiment that sees, which of them is chosen, and what each said last.
#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <map>
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
        : slot(host, launch, id, "your picture stays") {}

    experiments::ModelSlot slot;
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
