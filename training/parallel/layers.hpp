// Layers of training that look at a whole batch, or draw random numbers for it: in a group of processes they give what
// one process with the whole batch gives. Alone, and in evaluation, they are libtorch's own.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

namespace mllab::parallel {

// 0 with the chance `p` (from 0, below 1), else 1 / (1 - p): this process's part of a mask that is drawn for the whole
// batch, which lies along `axis`. Every process must have the same seed.
[[nodiscard]] torch::Tensor dropout_mask(std::vector<std::int64_t> sizes, double p, std::int64_t axis,
                                         const torch::TensorOptions& options = {});
// Dropout (Srivastava et al. 2014) with such a mask, of single numbers.
[[nodiscard]] torch::Tensor dropout(const torch::Tensor& x, double p, bool training, std::int64_t axis = 0);

// A norm's parts. The running figures are updated in place.
struct NormParts {
    torch::Tensor weight, bias, running_mean, running_variance, batches;
    double epsilon = 0, momentum = 0;
};
// Batch norm (Ioffe, Szegedy 2015) over all processes' samples, whose gradient goes through the means and variances of
// all of them, too. x [N, C] or [N, C, …].
[[nodiscard]] torch::Tensor batch_norm_over_all(const torch::Tensor& x, const NormParts& norm);

// True where a layer must look at more than its own process's samples.
[[nodiscard]] bool in_group();

// A torch::nn::BatchNorm1d or 2d.
template <typename Norm>
torch::Tensor batch_norm(Norm& norm, const torch::Tensor& x) {
    if (!norm->is_training() || !in_group()) return norm->forward(x);
    return batch_norm_over_all(x, {.weight = norm->weight,
                                   .bias = norm->bias,
                                   .running_mean = norm->running_mean,
                                   .running_variance = norm->running_var,
                                   .batches = norm->num_batches_tracked,
                                   .epsilon = norm->options.eps(),
                                   .momentum = norm->options.momentum().value()});
}

}  // namespace mllab::parallel
