#include "training/fit/optimisation.hpp"

#include <cmath>
#include <format>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace mllab::fit {

namespace {

files::Bytes bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

std::istringstream stream_of(const report::Blobs& checkpoint, const std::string& name) {
    const files::Bytes& bytes = part_of(checkpoint, name);
    return std::istringstream({bytes.begin(), bytes.end()});
}

// Steps are counted with the average, because its first steps are shorter.
constexpr const char* steps_name = "steps";

}  // namespace

void OptimisationSettings::describe(Settings& settings) const {
    settings.add("weight decay", weight_decay).add("decay of the average", average_decay);
    settings.add("largest gradient", largest_gradient ? std::format("{}", *largest_gradient) : std::string("any"));
    if (rates) settings.add("learning rates of parts", rates->in_words);
}

Optimisation::Optimisation(torch::nn::Module& network, const OptimisationSettings& settings,
                           const parallel::ProcessGroup& group)
    : Optimisation(network, settings, group, parameter_groups(network, settings.weight_decay, settings.rates)) {}

Optimisation::Optimisation(torch::nn::Module& network, const OptimisationSettings& settings,
                           const parallel::ProcessGroup& group, ParameterGroups groups)
    : network_(network),
      settings_(settings),
      group_(group),
      rates_(std::move(groups.rates)),
      optimiser_(std::move(groups.groups), torch::optim::AdamWOptions(1e-3)),
      average_(averaged_tensors(), settings.average_decay) {
    if (rates_.empty()) throw std::invalid_argument("no part of the network may learn");
}

std::vector<torch::Tensor> Optimisation::averaged_tensors() const {
    std::vector<torch::Tensor> all = network_.parameters();
    for (const torch::Tensor& buffer : network_.buffers())
        if (buffer.is_floating_point()) all.push_back(buffer);
    return all;
}

std::vector<torch::Tensor> Optimisation::all_tensors() const {
    std::vector<torch::Tensor> all = network_.parameters();
    for (const torch::Tensor& buffer : network_.buffers()) all.push_back(buffer);
    return all;
}

double Optimisation::step(const torch::Tensor& loss, double learning_rate) {
    const double value = group_.mean({loss.item<double>()}).front();
    if (!std::isfinite(value))
        throw std::runtime_error(
            std::format("the loss became {} in step {}; a lower --lr may help", value, steps_ + 1));
    for (std::size_t i = 0; i < rates_.size(); ++i)
        optimiser_.param_groups()[i].options().set_lr(learning_rate * rates_[i]);
    optimiser_.zero_grad();
    loss.backward();
    const auto parameters = network_.parameters();
    group_.average_gradients(parameters);
    if (settings_.largest_gradient) torch::nn::utils::clip_grad_norm_(parameters, *settings_.largest_gradient);
    optimiser_.step();
    ++steps_;
    average_.step(averaged_tensors(), steps_);
    return value;
}

void Optimisation::save(report::Blobs& checkpoint, const std::string& prefix) const {
    std::vector<torch::Tensor> weights;
    for (const torch::Tensor& tensor : all_tensors()) weights.push_back(tensor.detach());
    checkpoint[prefix + "weights"] = saved_tensors(weights);
    checkpoint[prefix + "average"] = saved_tensors(average_.numbers());
    std::ostringstream optimiser;
    torch::save(optimiser_, optimiser);
    checkpoint[prefix + "optimiser"] = bytes_of(optimiser.str());
    checkpoint[prefix + steps_name] = bytes_of(std::to_string(steps_));
}

void Optimisation::load(const report::Blobs& checkpoint, const std::string& prefix) {
    const auto take = [&](const std::string& name, const std::vector<torch::Tensor>& into) {
        const auto from = loaded_tensors(checkpoint, prefix + name);
        bool fits = from.size() == into.size();
        for (std::size_t i = 0; fits && i < from.size(); ++i) fits = from[i].sizes() == into[i].sizes();
        if (!fits) throw std::runtime_error("the checkpoint's “" + prefix + name + "” are another network's");
        const torch::NoGradGuard no_gradients;
        for (std::size_t i = 0; i < from.size(); ++i) into[i].copy_(from[i]);
    };
    take("weights", all_tensors());
    take("average", average_.numbers());
    auto optimiser = stream_of(checkpoint, prefix + "optimiser");
    torch::load(optimiser_, optimiser);
    const files::Bytes& steps = part_of(checkpoint, prefix + steps_name);
    steps_ = std::stoll(std::string(steps.begin(), steps.end()));
}

const files::Bytes& part_of(const report::Blobs& checkpoint, const std::string& name) {
    const auto found = checkpoint.find(name);
    if (found == checkpoint.end()) throw std::runtime_error("the checkpoint has no part “" + name + "”");
    return found->second;
}

files::Bytes saved_tensors(const std::vector<torch::Tensor>& tensors) {
    std::ostringstream stream;
    torch::save(tensors, stream);
    return bytes_of(stream.str());
}

std::vector<torch::Tensor> loaded_tensors(const report::Blobs& checkpoint, const std::string& name) {
    auto stream = stream_of(checkpoint, name);
    std::vector<torch::Tensor> tensors;
    torch::load(tensors, stream);
    return tensors;
}

}  // namespace mllab::fit
