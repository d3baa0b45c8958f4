// Fitting a classifier: the loop that all recipes share. AdamW (Loshchilov, Hutter 2019) under a one-cycle learning
// rate, label smoothing, and an exponential average of the weights, which is what is kept. Every epoch ends with a
// checkpoint; killed at any moment and started again, it goes on to the same result.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "training/report/card.hpp"
#include "training/report/log.hpp"

namespace mllab::recipes {

class Classifier : public torch::nn::Module {
 public:
    virtual torch::Tensor forward(torch::Tensor inputs) = 0;  // logits
};

// What is minimised, from a batch's inputs, labels and the network's logits: a scalar.
using Loss = std::function<torch::Tensor(const torch::Tensor&, const torch::Tensor&, const torch::Tensor&)>;

struct FitSettings {
    std::string id;
    std::int64_t epochs = 30;
    std::int64_t batch = 128;
    double learning_rate = 2e-3;  // the cycle's highest
    double weight_decay = 1e-2;
    double label_smoothing = 0.02;
    Loss loss = nullptr;           // in place of cross entropy with smoothed labels; must be the same after a resume
    double average_decay = 0.999;  // per step; the first steps average over fewer
    bool bfloat16 = false;  // convolutions and matrices of training steps in bfloat16: about twice as fast where the
                            // processor knows it; weights, their average and validation stay float32
    std::uint64_t seed = 1;
    int threads = 1;
    std::filesystem::path checkpoints;  // folder of this training's checkpoints
    bool train = true;                  // false: only take up the newest checkpoint
};

// Where training samples come from: `fill(epoch, index, values)` writes one input and returns its label.
struct SampleSource {
    std::size_t samples = 0;          // an epoch's
    std::vector<std::int64_t> shape;  // of one input
    std::function<std::int64_t(std::uint64_t, std::size_t, std::span<float>)> fill;
};

// A fixed set, for choosing.
struct LabelledBatch {
    torch::Tensor inputs;  // [N, …]
    torch::Tensor labels;  // [N], int64
};

struct FitResult {
    std::vector<report::CurvePoint> curve;
    double seconds = 0;  // of training, over all runs of a resumed training
};

// Leaves the averaged weights in `network`, in evaluation mode. Throws std::runtime_error on a checkpoint of another
// training (other settings), on a loss that is no number, and where there is nothing to take up.
FitResult fit(Classifier& network, const SampleSource& source, const LabelledBatch& validation,
              const FitSettings& settings, report::TrainingLog& log);

// Logits of all inputs, in batches, without gradients, in evaluation mode.
[[nodiscard]] torch::Tensor logits_of(Classifier& network, const torch::Tensor& inputs);

// Learning from a trained network that sees the same inputs (Hinton, Vinyals, Dean 2015): `share` of the loss is the
// cross entropy to its softened answers, scaled by temperature^2 so that gradients stay as large; the rest is the
// labels' cross entropy. The teacher computes in bfloat16 and must be in evaluation mode.
[[nodiscard]] Loss distillation(std::shared_ptr<Classifier> teacher, double temperature, double share);

}  // namespace mllab::recipes
