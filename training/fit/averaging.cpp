#include "training/fit/averaging.hpp"

#include <algorithm>

namespace mllab::fit {

std::vector<torch::optim::OptimizerParamGroup> decay_groups(const torch::nn::Module& network, double weight_decay) {
    std::vector<torch::Tensor> matrices;
    std::vector<torch::Tensor> others;
    for (const torch::Tensor& p : network.parameters()) (p.dim() > 1 ? matrices : others).push_back(p);
    const auto group = [](std::vector<torch::Tensor> tensors, double decay) {
        return torch::optim::OptimizerParamGroup(
            std::move(tensors),
            std::make_unique<torch::optim::AdamWOptions>(torch::optim::AdamWOptions().weight_decay(decay)));
    };
    std::vector<torch::optim::OptimizerParamGroup> groups;
    groups.push_back(group(std::move(matrices), weight_decay));
    groups.push_back(group(std::move(others), 0));
    return groups;
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
