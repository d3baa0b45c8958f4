#include "training/recipes/fit_state.hpp"

#include <algorithm>
#include <format>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

namespace mllab::recipes {

namespace {

files::Bytes bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

const files::Bytes& blob(const report::Checkpoint& checkpoint, const std::string& name) {
    const auto found = checkpoint.blobs.find(name);
    if (found == checkpoint.blobs.end())
        throw std::runtime_error(checkpoint.path.string() + ": the checkpoint has no part “" + name + "”");
    return found->second;
}

std::istringstream stream_of(const files::Bytes& bytes) { return std::istringstream({bytes.begin(), bytes.end()}); }

// Norms and biases are not pulled towards zero: there is nothing to gain and calibration to lose.
std::vector<torch::optim::OptimizerParamGroup> groups_of(const Classifier& network, double weight_decay) {
    std::vector<torch::Tensor> matrices;
    std::vector<torch::Tensor> others;
    for (const torch::Tensor& p : network.parameters()) (p.dim() > 1 ? matrices : others).push_back(p);
    std::vector<torch::optim::OptimizerParamGroup> groups;
    groups.emplace_back(matrices, std::make_unique<torch::optim::AdamWOptions>(
                                      torch::optim::AdamWOptions().weight_decay(weight_decay)));
    groups.emplace_back(others,
                        std::make_unique<torch::optim::AdamWOptions>(torch::optim::AdamWOptions().weight_decay(0)));
    return groups;
}

}  // namespace

FitState::FitState(Classifier& network, const FitSettings& settings)
    : network_(network),
      settings_(settings),
      optimiser_(groups_of(network, settings.weight_decay), torch::optim::AdamWOptions(settings.learning_rate)),
      checkpoints_(settings.checkpoints) {
    for (const torch::Tensor& tensor : tensors()) average_.push_back(tensor.detach().clone());
}

std::vector<torch::Tensor> FitState::tensors() const {
    std::vector<torch::Tensor> all = network_.parameters();
    for (const torch::Tensor& buffer : network_.buffers())
        if (buffer.is_floating_point()) all.push_back(buffer);
    return all;
}

std::string FitState::fingerprint() const {
    std::int64_t parameters = 0;
    for (const torch::Tensor& p : network_.parameters()) parameters += p.numel();
    return std::format("{} {} parameters, {} epochs of batch {}, rate {}, decay {}, smoothing {}, average {}, seed {}",
                       settings_.id, parameters, settings_.epochs, settings_.batch, settings_.learning_rate,
                       settings_.weight_decay, settings_.label_smoothing, settings_.average_decay, settings_.seed);
}

std::vector<std::string> FitState::resume() {
    const auto found = checkpoints_.load();
    if (!found) return {};
    auto meta_stream = stream_of(blob(*found, "meta"));
    const auto meta = nlohmann::json::parse(meta_stream);
    if (meta.at("training").get<std::string>() != fingerprint())
        throw std::runtime_error(
            std::format("{} belongs to another training ({}), this one is {}; remove that folder or "
                        "use the same options",
                        found->path.string(), meta.at("training").get<std::string>(), fingerprint()));
    auto model_stream = stream_of(blob(*found, "model"));
    torch::serialize::InputArchive model;
    model.load_from(model_stream);
    network_.load(model);
    auto optimiser_stream = stream_of(blob(*found, "optimiser"));
    torch::load(optimiser_, optimiser_stream);
    auto average_stream = stream_of(blob(*found, "average"));
    average_.clear();  // torch::load appends
    torch::load(average_, average_stream);
    steps_ = meta.at("steps").get<std::int64_t>();
    seconds_ = meta.at("seconds").get<double>();
    curve_.clear();
    for (const auto& point : meta.at("curve"))
        curve_.push_back({.epoch = static_cast<int>(curve_.size()) + 1,
                          .train_loss = point.at(0).get<double>(),
                          .validation_loss = point.at(1).get<double>(),
                          .validation_accuracy = point.at(2).get<double>()});
    return found->warnings;
}

void FitState::set_learning_rate(double rate) {
    for (auto& group : optimiser_.param_groups()) group.options().set_lr(rate);
}

void FitState::step(const torch::Tensor& loss) {
    optimiser_.zero_grad();
    loss.backward();
    optimiser_.step();
    ++steps_;
    // Early on the average forgets faster, so that it is not held back by where the weights began.
    const double decay =
        std::min(settings_.average_decay, (1.0 + static_cast<double>(steps_)) / (10.0 + static_cast<double>(steps_)));
    const torch::NoGradGuard no_gradients;
    const auto now = tensors();
    for (std::size_t i = 0; i < now.size(); ++i) average_[i].lerp_(now[i].detach(), 1 - decay);
}

void FitState::swap_weights() {
    const torch::NoGradGuard no_gradients;
    auto now = tensors();
    for (std::size_t i = 0; i < now.size(); ++i) {
        const torch::Tensor kept = now[i].detach().clone();
        now[i].copy_(average_[i]);
        average_[i].copy_(kept);
    }
}

void FitState::finish_epoch(const report::CurvePoint& figures, double seconds) {
    curve_.push_back(figures);
    seconds_ += seconds;
    nlohmann::json curve = nlohmann::json::array();
    for (const report::CurvePoint& p : curve_)
        curve.push_back({p.train_loss, p.validation_loss, p.validation_accuracy});
    const nlohmann::json meta{{"training", fingerprint()}, {"steps", steps_}, {"seconds", seconds_}, {"curve", curve}};
    torch::serialize::OutputArchive model;
    network_.save(model);
    std::ostringstream model_stream;
    model.save_to(model_stream);
    std::ostringstream optimiser_stream;
    torch::save(optimiser_, optimiser_stream);
    std::ostringstream average_stream;
    torch::save(average_, average_stream);
    checkpoints_.save({{"meta", bytes_of(meta.dump())},
                       {"model", bytes_of(model_stream.str())},
                       {"optimiser", bytes_of(optimiser_stream.str())},
                       {"average", bytes_of(average_stream.str())}});
}

}  // namespace mllab::recipes
