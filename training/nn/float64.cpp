#include "training/nn/float64.hpp"

namespace mllab::nn {

InFloat64::InFloat64(const torch::nn::Module& network) {
    const auto take = [&](const torch::Tensor& tensor) {
        if (tensor.scalar_type() != torch::kFloat32) return;
        tensors_.push_back(tensor);
        before_.push_back(tensor.data());
        tensors_.back().set_data(tensor.data().to(torch::kFloat64));
    };
    for (const torch::Tensor& parameter : network.parameters()) take(parameter);
    for (const torch::Tensor& buffer : network.buffers()) take(buffer);
}

InFloat64::~InFloat64() {
    for (std::size_t i = 0; i < tensors_.size(); ++i) tensors_[i].set_data(before_[i]);
}

}  // namespace mllab::nn
