// Everything that a fit carries from step to step and must not lose: weights, their average, the optimiser, the curve.
#pragma once

#include <torch/torch.h>

#include <functional>
#include <string>
#include <vector>

#include "training/fit/averaging.hpp"
#include "training/fit/fit.hpp"
#include "training/report/checkpoint.hpp"

namespace mllab::recipes {

class FitState {
 public:
    FitState(Classifier& network, const FitSettings& settings);

    // Takes up the newest whole checkpoint, if there is one; gives warnings about broken ones. Throws
    // std::runtime_error if it belongs to other settings.
    std::vector<std::string> resume();

    [[nodiscard]] std::int64_t epochs_done() const { return static_cast<std::int64_t>(curve_.size()); }
    [[nodiscard]] const std::vector<report::CurvePoint>& curve() const { return curve_; }
    [[nodiscard]] double seconds() const { return seconds_; }

    void set_learning_rate(double rate);
    // One optimiser step down the gradient of `loss`, then one step of the average.
    void step(const torch::Tensor& loss);
    // Adds the epoch to the curve and writes a checkpoint.
    void finish_epoch(const report::CurvePoint& figures, double seconds);

    // Runs `measure` while the network holds the averaged weights.
    template <typename Measure>
    auto with_averaged_weights(const Measure& measure) {
        use_averaged_weights();
        auto result = measure();
        average_.swap(tensors());
        return result;
    }
    void use_averaged_weights() { average_.swap(tensors()); }

 private:
    [[nodiscard]] std::vector<torch::Tensor> tensors() const;  // parameters, then buffers that are numbers
    [[nodiscard]] std::string fingerprint() const;

    Classifier& network_;
    FitSettings settings_;
    torch::optim::AdamW optimiser_;
    WeightAverage average_;
    std::int64_t steps_ = 0;
    std::vector<report::CurvePoint> curve_;
    double seconds_ = 0;
    report::Checkpoints checkpoints_;
};

}  // namespace mllab::recipes
