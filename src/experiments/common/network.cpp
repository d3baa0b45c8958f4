#include "experiments/common/network.hpp"

#include <new>
#include <stdexcept>
#include <utility>

#include "ui/figures.hpp"

namespace mllab::network {

namespace {

inference::ModelCard card_of(const platform::Launch& launch) {
    const auto found = launch.cards.find(launch.model);
    if (found == launch.cards.end())
        throw std::invalid_argument("There is no card for the model “" + launch.model + "”.");
    return inference::ModelCard::parse(found->second);
}

}  // namespace

Network::Network(platform::Host& host, const platform::Launch& launch, std::function<void()> changed)
    : host_(host), models_url_(launch.models_url), changed_(std::move(changed)), card_(card_of(launch)) {}

void Network::load() {
    if (condition_ == Condition::loading || condition_ == Condition::ready) return;
    condition_ = Condition::loading;
    loading_ = load_session();
    loading_.start();
}

core::Task<> Network::load_session() {
    inference::ModelSource source{.id = card_.id,
                                  .address = models_url_ + card_.file_name,
                                  .sha256 = card_.file_sha256,
                                  .bytes = card_.file_bytes};
    inference::OnProgress progress = [this](const inference::LoadProgress& p) {
        host_.report_progress(p.part == inference::LoadProgress::Part::runtime ? "runtime" : "model", p.received_bytes,
                              p.total_bytes);
    };
    try {
        session_ = co_await inference::Session::load(std::move(source), std::move(progress));
        condition_ = Condition::ready;
    } catch (const std::exception& error) {
        fail(error);
    }
    changed_();
}

void Network::ran(double ms) {
    run_ms_.add(ms);
    reloaded_ = false;
}

void Network::stumbled(const std::exception& error) {
    session_ = {};
    const auto* model_error = dynamic_cast<const inference::ModelError*>(&error);
    if (model_error != nullptr && model_error->kind() == inference::Failure::session_closed && !reloaded_) {
        reloaded_ = true;
        condition_ = Condition::waiting;
        // Not at once: whoever says so may be a coroutine that the new model would start again.
        host_.when_idle([this] { load(); });
    } else {
        fail(error);
    }
    changed_();
}

void Network::fail(const std::exception& error) {
    condition_ = Condition::failed;
    const bool memory = dynamic_cast<const std::bad_alloc*>(&error) != nullptr;
    host_.report_error(memory ? "There is not enough memory. Close other tabs and try again; what you typed stays."
                              : error.what());
}

platform::State Network::state(bool busy) const {
    if (condition_ == Condition::failed) return platform::State::error;
    if (condition_ != Condition::ready) return platform::State::loading;
    return busy ? platform::State::busy : platform::State::ready;
}

void Network::add_actions(std::vector<platform::Action>& actions) const {
    if (condition_ == Condition::failed)
        actions.push_back({"retry", "Try again", "rotate-ccw", "view", "", true, std::nullopt});
    actions.push_back({"save-model", "Save model", "download", "save", "", true, std::nullopt});
}

bool Network::act(const std::string& id) {
    if (id == "retry") {
        load();
    } else if (id == "save-model") {
        host_.save_link(models_url_ + card_.file_name, card_.file_name);
    } else {
        return false;
    }
    return true;
}

float Network::draw_figures(ui::Painter& painter, float x, float y, float width,
                            std::vector<std::pair<std::string, std::string>> own) const {
    std::vector<ui::Figure> figures;
    figures.reserve(own.size() + 4);
    for (auto& [value, name] : own) figures.push_back({std::move(value), std::move(name)});
    if (!run_ms_.empty()) figures.push_back({ui::milliseconds_text(run_ms_.value()), "inference"});
    if (painter.frame().work_ms > 0) figures.push_back({ui::milliseconds_text(painter.frame().work_ms), "frame"});
    figures.push_back({ui::bytes_text(static_cast<double>(card_.file_bytes)), "model"});
    figures.push_back({ui::count_text(card_.parameters), "parameters"});
    float h = ui::draw_figures(painter, x, y, width, figures) + painter.px(0.5F);
    h += painter.text(x, y + h, inference::runtime_description(), ui::Type::small, painter.colours().muted, width).h;
    return h;
}

}  // namespace mllab::network
