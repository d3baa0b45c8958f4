// The room's own way of putting numbers into weights.
#pragma once

#include <torch/torch.h>

#include <vector>

#include "training/nn/weights.hpp"

namespace mllab::nn {

// Other numbers, in the same order.
inline void replace(torch::Tensor& tensor, const std::vector<float>& numbers) {
    const torch::NoGradGuard no_gradients;
    tensor.copy_(torch::tensor(numbers).view(tensor.sizes()));
}

// A norm (torch::nn::BatchNorm1d or 2d) into the layer before it, whose output channels are its weight's first axis.
template <typename Norm>
void fold_norm(torch::Tensor& weight, torch::Tensor& bias, const Norm& norm) {
    const auto gamma = numbers_of(norm->weight);
    const auto beta = numbers_of(norm->bias);
    const auto mean = numbers_of(norm->running_mean);
    const auto variance = numbers_of(norm->running_var);
    const auto folded = onnx_writer::fold_batch_norm(
        numbers_of(weight), numbers_of(bias),
        {.gamma = gamma, .beta = beta, .mean = mean, .variance = variance, .epsilon = norm->options.eps()});
    replace(weight, folded.weight);
    replace(bias, folded.bias);
}

}  // namespace mllab::nn
