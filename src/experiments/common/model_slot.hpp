// A model of an experiment: its card, its way into the page, what became of it, trying again, how long its runs take.
// An experiment has one of them or several.
#pragma once

#include <cstdint>
#include <exception>
#include <string>
#include <vector>

#include "core/recent_median.hpp"
#include "core/task.hpp"
#include "inference/model_card.hpp"
#include "inference/session.hpp"
#include "platform/platform.hpp"

namespace mllab::experiments {

class ModelSlot {
 public:
    enum class Condition : std::uint8_t { waiting, loading, ready, failed };

    // `model`: its id. `what_stays`: what a visitor does not lose when memory runs out. The host is woken with every
    // change of the condition and with every bit of progress. Throws inference::CardError, and std::invalid_argument if
    // the launch has no card for the model.
    ModelSlot(platform::Host& host, const platform::Launch& launch, const std::string& model,
              std::string what_stays = "what you typed stays");
    // Coroutines under way know this object by its address.
    ModelSlot(const ModelSlot&) = delete;
    ModelSlot& operator=(const ModelSlot&) = delete;
    ~ModelSlot() = default;

    // Loads the model if it is not there; after a failure tries again.
    void load();
    // A run ended well, and took so long inside the runtime.
    void ran(double ms);
    // A run threw `error`. False if the model can be asked about another input. True if it cannot: a worker that went
    // away took it along. Then it is loaded again when the page is idle, once, without a word; if that happens again
    // before a run succeeds, it has `failed`.
    bool lost(const std::exception_ptr& error);
    // No more runs until somebody tries again.
    void fail(const std::exception_ptr& error);

    [[nodiscard]] const inference::ModelCard& card() const { return card_; }
    [[nodiscard]] const std::string& address() const { return address_; }
    [[nodiscard]] const inference::Session& session() const { return session_; }
    [[nodiscard]] Condition condition() const { return condition_; }
    [[nodiscard]] bool ready() const { return condition_ == Condition::ready; }
    [[nodiscard]] bool failed() const { return condition_ == Condition::failed; }
    [[nodiscard]] const std::string& message() const { return message_; }  // why it failed
    [[nodiscard]] const core::RecentMedian& run_ms() const { return run_ms_; }
    [[nodiscard]] const std::vector<platform::Progress>& progress() const { return progress_; }

    // What happened and what to do, for people.
    [[nodiscard]] std::string message_of(const std::exception_ptr& error) const;
    // Puts model, progress and state into the page; `busy`: an answer is being found.
    void add_to(platform::PageState& page, bool busy) const;
    // "save-model".
    [[nodiscard]] platform::Request save() const;

 private:
    core::Task<> load_session();
    void note_progress(const inference::LoadProgress& progress);

    platform::Host& host_;
    inference::ModelCard card_;
    std::string address_;
    std::string what_stays_;
    inference::Session session_;
    Condition condition_ = Condition::waiting;
    std::string message_;
    bool reloaded_ = false;  // after a worker went away, until a run succeeds
    core::RecentMedian run_ms_;
    std::vector<platform::Progress> progress_;
    core::Task<> loading_;  // last: destroyed first, while what it refers to is alive
};

}  // namespace mllab::experiments
