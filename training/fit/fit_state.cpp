#include "training/fit/fit_state.hpp"

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

}  // namespace

FitState::FitState(Classifier& network, const FitSettings& settings)
    : network_(network),
      settings_(settings),
      optimiser_(decay_groups(network, settings.weight_decay), torch::optim::AdamWOptions(settings.learning_rate)),
      average_(tensors(), settings.average_decay),
      checkpoints_(settings.checkpoints) {}

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
    average_.numbers().clear();  // torch::load appends
    torch::load(average_.numbers(), average_stream);
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
    average_.step(tensors(), steps_);
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
    torch::save(average_.numbers(), average_stream);
    checkpoints_.save({{"meta", bytes_of(meta.dump())},
                       {"model", bytes_of(model_stream.str())},
                       {"optimiser", bytes_of(optimiser_stream.str())},
                       {"average", bytes_of(average_stream.str())}});
}

}  // namespace mllab::recipes
