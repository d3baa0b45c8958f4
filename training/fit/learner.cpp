#include "training/fit/learner.hpp"

#include <algorithm>
#include <cmath>
#include <format>
#include <nlohmann/json.hpp>
#include <numbers>
#include <sstream>
#include <stdexcept>

namespace mllab::recipes {

namespace {

files::Bytes bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

std::istringstream stream_of(const report::Checkpoint& checkpoint, const std::string& name) {
    const auto found = checkpoint.blobs.find(name);
    if (found == checkpoint.blobs.end())
        throw std::runtime_error(checkpoint.path.string() + ": the checkpoint has no part “" + name + "”");
    return std::istringstream({found->second.begin(), found->second.end()});
}

template <typename Saved>
files::Bytes saved(const Saved& what) {
    std::ostringstream stream;
    torch::save(what, stream);
    return bytes_of(stream.str());
}

void load(std::vector<torch::Tensor>& tensors, const report::Checkpoint& checkpoint, const std::string& name) {
    auto stream = stream_of(checkpoint, name);
    tensors.clear();  // torch::load appends
    torch::load(tensors, stream);
}

}  // namespace

Learner::Learner(torch::nn::Module& network, LearnerSettings settings)
    : network_(network),
      settings_(std::move(settings)),
      optimiser_(decay_groups(network, settings_.weight_decay), torch::optim::AdamWOptions(1e-3)),
      average_(network_.parameters(), settings_.average_decay),
      checkpoints_(settings_.checkpoints) {}

std::vector<std::string> Learner::resume() {
    const auto found = checkpoints_.load();
    if (!found) return {};
    auto meta_stream = stream_of(*found, "meta");
    const auto meta = nlohmann::json::parse(meta_stream);
    if (meta.at("training").get<std::string>() != settings_.training)
        throw std::runtime_error(
            std::format("{} belongs to another training ({}), this one is {}; use the same options or --afresh",
                        found->path.string(), meta.at("training").get<std::string>(), settings_.training));
    std::vector<torch::Tensor> weights;
    load(weights, *found, "weights");
    load(average_.numbers(), *found, "average");
    load(carried, *found, "carried");
    auto parameters = network_.parameters();
    {
        const torch::NoGradGuard no_gradients;
        for (std::size_t i = 0; i < parameters.size(); ++i) parameters[i].copy_(weights.at(i));
    }
    auto optimiser_stream = stream_of(*found, "optimiser");
    torch::load(optimiser_, optimiser_stream);
    steps_ = meta.at("steps").get<std::int64_t>();
    seconds_ = meta.at("seconds").get<double>();
    round_loss = meta.at("round_loss").get<double>();
    curve_.clear();
    for (const auto& point : meta.at("curve"))
        curve_.push_back({.epoch = static_cast<int>(curve_.size()) + 1,
                          .train_loss = point.at(0).get<double>(),
                          .validation_loss = point.at(1).get<double>(),
                          .validation_accuracy = point.at(2).get<double>()});
    return found->warnings;
}

void Learner::step(const torch::Tensor& loss, double learning_rate) {
    const double value = loss.item<double>();
    if (!std::isfinite(value))
        throw std::runtime_error(
            std::format("the loss became {} in step {}; a lower --lr may help", value, steps_ + 1));
    for (auto& group : optimiser_.param_groups()) group.options().set_lr(learning_rate);
    optimiser_.zero_grad();
    loss.backward();
    torch::nn::utils::clip_grad_norm_(network_.parameters(), settings_.largest_gradient);
    optimiser_.step();
    ++steps_;
    round_loss += value;
    average_.step(network_.parameters(), steps_);
}

void Learner::finish_round(const report::CurvePoint& figures) {
    curve_.push_back(figures);
    round_loss = 0;
}

void Learner::save(double seconds) {
    seconds_ += seconds;
    nlohmann::json curve = nlohmann::json::array();
    for (const report::CurvePoint& p : curve_)
        curve.push_back({p.train_loss, p.validation_loss, p.validation_accuracy});
    const nlohmann::json meta{{"training", settings_.training},
                              {"steps", steps_},
                              {"seconds", seconds_},
                              {"round_loss", round_loss},
                              {"curve", curve}};
    std::vector<torch::Tensor> weights;
    for (const torch::Tensor& tensor : network_.parameters()) weights.push_back(tensor.detach());
    checkpoints_.save({{"meta", bytes_of(meta.dump())},
                       {"weights", saved(weights)},
                       {"average", saved(average_.numbers())},
                       {"carried", saved(carried)},
                       {"optimiser", saved(optimiser_)}});
}

double learning_rate_at(std::int64_t step, std::int64_t steps, double highest, double rise) {
    const double t = static_cast<double>(step) / static_cast<double>(std::max<std::int64_t>(1, steps));
    if (t < rise) return highest * (0.04 + 0.96 * t / rise);
    return highest * (0.01 + 0.99 * 0.5 * (1 + std::cos(std::numbers::pi * (t - rise) / (1 - rise))));
}

}  // namespace mllab::recipes
