// Learning step by step, for networks that read sequences: AdamW (Loshchilov, Hutter 2019), gradients clipped by their
// norm, an exponential average of the weights, and everything that must not be lost when the training is killed. A
// checkpoint may be written after any step; taken up, the training goes on to the very same file.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "training/fit/averaging.hpp"
#include "training/report/card.hpp"
#include "training/report/checkpoint.hpp"

namespace mllab::recipes {

struct LearnerSettings {
    std::string training;  // in words: everything that another training would have otherwise
    double weight_decay = 1e-2;
    double largest_gradient = 1;   // norm over all parameters
    double average_decay = 0.999;  // per step; the first steps average over fewer
    std::filesystem::path checkpoints;
};

class Learner {
 public:
    Learner(torch::nn::Module& network, LearnerSettings settings);

    // Takes up the newest whole checkpoint, if there is one; gives warnings about broken ones. Throws
    // std::runtime_error if it belongs to another training.
    std::vector<std::string> resume();

    [[nodiscard]] std::int64_t steps() const { return steps_; }
    [[nodiscard]] const std::vector<report::CurvePoint>& curve() const { return curve_; }
    [[nodiscard]] double seconds() const { return seconds_; }
    // Tensors that the loop carries from step to step (recurrent states), and the loss that it has summed up in this
    // round: kept in the checkpoint.
    std::vector<torch::Tensor> carried;
    double round_loss = 0;

    // One step down the gradient of `loss`, then one of the average. Throws std::runtime_error on a loss that is no
    // number.
    void step(const torch::Tensor& loss, double learning_rate);
    // Ends a round: adds it to the curve.
    void finish_round(const report::CurvePoint& figures);
    // `seconds` since the last checkpoint.
    void save(double seconds);

    // Runs `measure` while the network holds the averaged weights.
    template <typename Measure>
    auto with_averaged_weights(const Measure& measure) {
        use_averaged_weights();
        auto result = measure();
        average_.swap(network_.parameters());
        return result;
    }
    void use_averaged_weights() { average_.swap(network_.parameters()); }

 private:
    torch::nn::Module& network_;
    LearnerSettings settings_;
    torch::optim::AdamW optimiser_;
    WeightAverage average_;
    std::int64_t steps_ = 0;
    std::vector<report::CurvePoint> curve_;
    double seconds_ = 0;
    report::Checkpoints checkpoints_;
};

// A learning rate that rises over the first `rise` of the training and falls in a cosine to a hundredth.
[[nodiscard]] double learning_rate_at(std::int64_t step, std::int64_t steps, double highest, double rise);

}  // namespace mllab::recipes
