// What every training loop needs beside its steps: which parameters decay and how fast they learn, and an exponential
// average of the weights (Polyak, Juditsky 1992; here with a decay), which is what is validated and kept.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace mllab::fit {

// Learning rates of a network's parts, as shares of the training's: how a network that has learnt already learns on
// (Howard, Ruder 2018).
struct Rates {
    std::string in_words;                          // with all that they depend on
    std::function<double(const std::string&)> of;  // by the parameter's name, "stage1_conv1.conv.weight"; 0: it stays
};

// AdamW's groups, and the share of the learning rate of each. Matrices decay, norms and biases do not: there is nothing
// to gain and calibration to lose. What stays is in none, and asks for no gradient; all else asks for one.
struct ParameterGroups {
    std::vector<torch::optim::OptimizerParamGroup> groups;
    std::vector<double> rates;
};
[[nodiscard]] ParameterGroups parameter_groups(const torch::nn::Module& network, double weight_decay,
                                               const std::optional<Rates>& rates);

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
