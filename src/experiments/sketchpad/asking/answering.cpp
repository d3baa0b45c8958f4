#include "experiments/sketchpad/asking/answering.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "experiments/common/stored.hpp"

namespace mllab::sketchpad {

using Condition = experiments::ModelSlot::Condition;

Answering::Answering(platform::Host& host, const platform::Launch& launch, const Subject& subject)
    : host_(host), explaining_(host, turns_) {
    for (const auto& [id, text] : launch.cards)
        if (!std::ranges::contains(subject.helpers, id)) readers_.emplace_back(host, launch, subject, id, turns_);
    const auto found = std::ranges::find(readers_, launch.model, &Reader::id);
    if (found == readers_.end()) throw std::invalid_argument("There is no card for the model “" + launch.model + "”.");
    chosen_ = static_cast<std::size_t>(found - readers_.begin());
}

void Answering::start() {
    ask({}, revision_, true);
    readers_[chosen_].load();
}

void Answering::load_the_others() {
    for (Reader& reader : readers_)
        if (reader.model().condition() == Condition::waiting) reader.load();
}

void Answering::ask(Question question, std::uint64_t revision, bool empty) {
    question_ = std::make_shared<const Question>(std::move(question));
    revision_ = revision;
    forget_known();
    if (empty)
        for (Reader& reader : readers_) reader.answer_empty(revision);
    hand_on();
}

void Answering::known_as(std::string drawing) { drawing_ = std::move(drawing); }

void Answering::forget_known() {
    drawing_.clear();
    for (Reader& reader : readers_) reader.forget_stored();
}

void Answering::recall(Reader& reader) {
    if (!drawing_.empty() && reader.recall(drawing_, question_, revision_)) changed_ = true;
}

void Answering::wait_for(std::uint64_t revision) {
    revision_ = revision;
    forget_known();
    question_ = nullptr;
    for (Reader& reader : readers_) reader.withdraw();
}

void Answering::hand_on() {
    if (!question_) return;
    for (std::size_t i = 0; i < readers_.size(); ++i) {
        if (i == chosen_ || comparing_) {
            recall(readers_[i]);
            readers_[i].ask(question_, revision_, looking_inside_ && i == chosen_);
        } else {
            readers_[i].withdraw();
        }
    }
    const Reader& reader = chosen();
    if (looking_inside_ && rests_ && current(reader) && !reader.stored() && reader.model().ready() &&
        !reader.answer().probabilities.empty())
        explaining_.ask(reader, revision_);
    else
        explaining_.withdraw();
}

bool Answering::update() {
    bool changed = false;
    const Condition condition = chosen().model().condition();
    if (!others_follow_ && (condition == Condition::ready || condition == Condition::failed)) {
        others_follow_ = changed = true;
        host_.when_idle([this] { load_the_others(); });
    }
    for (bool more = true; more;) {
        hand_on();
        more = false;
        for (Reader& reader : readers_) more = reader.update() || more;
        more = explaining_.update() || more;
        changed = changed || more;
    }
    return std::exchange(changed_, false) || changed;
}

void Answering::choose(const std::string& id) {
    const auto found = std::ranges::find(readers_, id, &Reader::id);
    if (found == readers_.end()) return;
    chosen_ = static_cast<std::size_t>(found - readers_.begin());
    if (found->model().condition() == Condition::waiting) found->load();
    changed_ = true;
}

void Answering::compare(bool all_answer) {
    comparing_ = all_answer;
    changed_ = true;
    if (all_answer) load_the_others();
}

void Answering::look_inside(bool on) { looking_inside_ = on; }

void Answering::retry() {
    for (Reader& reader : readers_) reader.retry();
}

void Answering::add_to(platform::PageState& page) const {
    using platform::State;
    const Reader& reader = chosen();
    const bool looks = looking_inside_ && reader.looked_inside() != revision_;
    reader.model().add_to(page, !current(reader) || reader.stored() || looks);
    if (!given_up(reader)) return;
    page.state = State::error;
    page.error = reader.message();
}

std::string Answering::about_stored() const {
    for (const Reader& reader : readers_)
        if ((comparing_ || &reader == &chosen()) && current(reader) && reader.stored())
            return experiments::about_stored(given_up(reader));
    return {};
}

std::string remark(const Reader& reader, const Answering& answering) {
    if (!answering.current(reader) && answering.given_up(reader)) return "No answer";
    if (!answering.current(reader) && !reader.model().ready()) return "The network is on its way";
    return reader.answer().remark + (reader.stored() ? " (stored answer)" : "");
}

}  // namespace mllab::sketchpad
