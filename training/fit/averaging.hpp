// What every training loop needs beside its steps: which parameters decay, and an exponential average of the weights
// (Polyak, Juditsky 1992; here with a decay), which is what is validated and kept.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

namespace mllab::fit {

// AdamW's groups: matrices decay, norms and biases do not. There is nothing to gain and calibration to lose.
[[nodiscard]] std::vector<torch::optim::OptimizerParamGroup> decay_groups(const torch::nn::Module& network,
                                                                          double weight_decay);

class WeightAverage {
 public:
    // Begins at the tensors' numbers. `decay` is per step; the first steps average over fewer. Every function below
    // wants the same tensors in the same order.
    WeightAverage(const std::vector<torch::Tensor>& tensors, double decay);

    // After step number `steps` (1, 2 …).
    void step(const std::vector<torch::Tensor>& tensors, std::int64_t steps);
    // Puts the average into the tensors, and what they held into the average.
    void swap(std::vector<torch::Tensor> tensors);

    [[nodiscard]] const std::vector<torch::Tensor>& numbers() const { return average_; }  // for checkpoints

 private:
    std::vector<torch::Tensor> average_;
    double decay_;
};

}  // namespace mllab::fit
