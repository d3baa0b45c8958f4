#include "training/fit/averaging.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>

namespace mllab::fit {

ParameterGroups parameter_groups(const torch::nn::Module& network, double weight_decay,
                                 const std::optional<Rates>& rates) {
    // Of each rate two: what decays and what does not. The highest first, and in a group the network's order.
    std::map<double, std::array<std::vector<torch::Tensor>, 2>, std::greater<>> by_rate;
    for (const auto& named : network.named_parameters()) {
        torch::Tensor parameter = named.value();
        const double rate = rates ? rates->of(named.key()) : 1;
        parameter.set_requires_grad(rate > 0);
        if (rate > 0) by_rate[rate].at(parameter.dim() > 1 ? 0 : 1).push_back(parameter);
    }
    ParameterGroups result;
    for (auto& [rate, tensors] : by_rate) {
        for (std::size_t i = 0; i < tensors.size(); ++i) {
            if (tensors.at(i).empty()) continue;
            result.groups.emplace_back(std::move(tensors.at(i)),
                                       std::make_unique<torch::optim::AdamWOptions>(
                                           torch::optim::AdamWOptions().weight_decay(i == 0 ? weight_decay : 0)));
            result.rates.push_back(rate);
        }
    }
    return result;
}

WeightAverage::WeightAverage(const std::vector<torch::Tensor>& tensors, double decay) : decay_(decay) {
    for (const torch::Tensor& tensor : tensors) average_.push_back(tensor.detach().clone());
}

void WeightAverage::step(const std::vector<torch::Tensor>& tensors, std::int64_t steps) {
    // Early on the average forgets faster, so that it is not held back by where the weights began.
    const double decay = std::min(decay_, (1.0 + static_cast<double>(steps)) / (10.0 + static_cast<double>(steps)));
    const torch::NoGradGuard no_gradients;
    for (std::size_t i = 0; i < tensors.size(); ++i) average_[i].lerp_(tensors[i].detach(), 1 - decay);
}

void WeightAverage::swap(std::vector<torch::Tensor> tensors) {
    const torch::NoGradGuard no_gradients;
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        const torch::Tensor kept = tensors[i].detach().clone();
        tensors[i].copy_(average_[i]);
        average_[i].copy_(kept);
    }
}

}  // namespace mllab::fit
