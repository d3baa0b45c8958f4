#include "experiments/common/model_slot.hpp"

#include <algorithm>
#include <new>
#include <stdexcept>
#include <utility>

namespace mllab::experiments {

namespace {

inference::ModelCard card_of(const platform::Launch& launch, const std::string& model) {
    const auto found = launch.cards.find(model);
    if (found == launch.cards.end()) throw std::invalid_argument("There is no card for the model “" + model + "”.");
    auto card = inference::ModelCard::parse(found->second);
    if (card.id != model)
        throw inference::CardError("The description of the model “" + model + "” belongs to another one, “" + card.id +
                                   "”. Reload the page; if that does not help, the copy on the server is damaged.");
    return card;
}

bool is_closed_session(const std::exception_ptr& error) {
    try {
        std::rethrow_exception(error);
    } catch (const inference::ModelError& model_error) {
        return model_error.kind() == inference::Failure::session_closed;
    } catch (...) {
        return false;
    }
}

}  // namespace

ModelSlot::ModelSlot(platform::Host& host, const platform::Launch& launch, const std::string& model,
                     std::string what_stays)
    : host_(host),
      card_(card_of(launch, model)),
      address_(launch.models_url + card_.file_name),
      what_stays_(std::move(what_stays)) {}

void ModelSlot::load() {
    if (condition_ == Condition::loading || condition_ == Condition::ready) return;
    condition_ = Condition::loading;
    progress_.clear();
    loading_ = load_session();
    loading_.start();
}

core::Task<> ModelSlot::load_session() {
    inference::ModelSource source{
        .id = card_.id, .address = address_, .sha256 = card_.file_sha256, .bytes = card_.file_bytes};
    inference::OnProgress progress = [this](const inference::LoadProgress& p) { note_progress(p); };
    try {
        session_ = co_await inference::Session::load(std::move(source), std::move(progress));
        condition_ = Condition::ready;
    } catch (...) {
        fail(std::current_exception());
    }
    host_.wake();
}

void ModelSlot::note_progress(const inference::LoadProgress& progress) {
    const std::string part = progress.part == inference::LoadProgress::Part::runtime ? "runtime" : "model";
    auto found = std::ranges::find(progress_, part, &platform::Progress::part);
    if (found == progress_.end()) found = progress_.insert(found, {.part = part});
    found->received = progress.received_bytes;
    found->total = progress.total_bytes;
    host_.wake();
}

void ModelSlot::ran(double ms) {
    run_ms_.add(ms);
    reloaded_ = false;
}

bool ModelSlot::lost(const std::exception_ptr& error) {
    if (!is_closed_session(error)) return false;
    session_ = {};
    if (reloaded_) {
        fail(error);
        return true;
    }
    reloaded_ = true;
    condition_ = Condition::waiting;
    // Not at once: whoever says so may be a coroutine that the new model would start again.
    host_.when_idle([this] { load(); });
    return true;
}

void ModelSlot::fail(const std::exception_ptr& error) {
    session_ = {};
    condition_ = Condition::failed;
    message_ = message_of(error);
}

std::string ModelSlot::message_of(const std::exception_ptr& error) const {
    try {
        std::rethrow_exception(error);
    } catch (const std::bad_alloc&) {
        return "There is not enough memory. Close other tabs and try again; " + what_stays_ + ".";
    } catch (const std::exception& known) {
        return known.what();
    } catch (...) {
        return "Something went wrong. Try again; " + what_stays_ + ".";
    }
}

void ModelSlot::add_to(platform::PageState& page, bool busy) const {
    using platform::State;
    page.model = card_.id;
    page.progress = progress_;
    page.state = failed() ? State::error : !ready() ? State::loading : busy ? State::busy : State::ready;
    if (failed()) page.error = message_;
}

platform::Request ModelSlot::save() const {
    return platform::SaveLink{.address = address_, .file_name = card_.file_name};
}

}  // namespace mllab::experiments
