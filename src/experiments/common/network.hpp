// The model of an experiment that asks one network at a time: its card, its way into the page, what became of it, and
// trying again. Experiments in which several networks answer have drawing/answering.hpp.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <string>
#include <vector>

#include "core/recent_median.hpp"
#include "inference/model_card.hpp"
#include "inference/session.hpp"
#include "platform/platform.hpp"
#include "ui/painter.hpp"

namespace mllab::network {

class Network {
 public:
    enum class Condition : std::uint8_t { waiting, loading, ready, failed };

    // `changed` hears of every change of the condition. Throws inference::CardError, and std::invalid_argument if there
    // is no card for the launch's model.
    Network(platform::Host& host, const platform::Launch& launch, std::function<void()> changed);
    // Coroutines under way know this object by its address.
    Network(const Network&) = delete;
    Network& operator=(const Network&) = delete;
    ~Network() = default;

    // Loads the model if it is not there; after a failure tries again.
    void load();
    // A run ended well, and took so long inside the runtime.
    void ran(double ms);
    // A run threw `error`. A worker that went away took the model with it: that is loaded again once, without a word.
    // Everything else is told to the page and leaves the network `failed`.
    void stumbled(const std::exception& error);

    [[nodiscard]] const inference::ModelCard& card() const { return card_; }
    [[nodiscard]] const inference::Session& session() const { return session_; }
    [[nodiscard]] Condition condition() const { return condition_; }
    [[nodiscard]] bool ready() const { return condition_ == Condition::ready; }
    // `busy`: an answer is being computed.
    [[nodiscard]] platform::State state(bool busy) const;

    // "save-model" and, where it makes sense, "retry".
    void add_actions(std::vector<platform::Action>& actions) const;
    // True if the action was one of those.
    bool act(const std::string& id);

    // Time of a run, size, parameters, after an experiment's own figures; below them what runs it. Gives the height.
    float draw_figures(ui::Painter& painter, float x, float y, float width,
                       std::vector<std::pair<std::string, std::string>> own = {}) const;

 private:
    core::Task<> load_session();
    void fail(const std::exception& error);

    platform::Host& host_;
    std::string models_url_;
    std::function<void()> changed_;
    inference::ModelCard card_;
    inference::Session session_;
    Condition condition_ = Condition::waiting;
    bool reloaded_ = false;  // after a worker went away, until a run succeeds
    core::RecentMedian run_ms_;
    core::Task<> loading_;  // last: destroyed first, while what it refers to is alive
};

}  // namespace mllab::network
