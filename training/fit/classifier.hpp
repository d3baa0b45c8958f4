// Fitting a classifier to samples without end: a one-cycle learning rate, label smoothing or a loss of one's own, and
// fixed validation data after each epoch.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "training/fit/engine.hpp"
#include "training/nn/classifier.hpp"

namespace mllab::fit {

// What a step learns from, on the network's device.
struct TrainingBatch {
    torch::Tensor inputs;   // [N, …]
    torch::Tensor labels;   // [N], int64
    torch::Tensor answers;  // [N, classes]: probabilities that somebody else gives; undefined where the source has none
};

// What is minimised: a scalar, from a batch and the network's logits.
struct Loss {
    std::string in_words;  // with all that it depends on: another loss makes another training
    std::function<torch::Tensor(const TrainingBatch&, const torch::Tensor&)> of;
};

[[nodiscard]] Loss smoothed_cross_entropy(double smoothing);

// Learning from answers that the source of the samples has (Hinton, Vinyals, Dean 2015), given at temperature 1:
// `share` of the loss is the cross-entropy to them, the rest the labels', smoothed. Throws std::invalid_argument where
// there are none.
[[nodiscard]] Loss told_answers(double share, double smoothing);

// Distillation (Hinton, Vinyals, Dean 2015): learning from a trained network that sees the same inputs. `share` of the
// loss is the cross-entropy to its softened answers, scaled by temperature^2 so that gradients stay as large; the rest
// is the labels' cross-entropy. The teacher computes in bfloat16 and must be in evaluation mode.
[[nodiscard]] Loss distillation(const std::string& id, std::shared_ptr<nn::Classifier> teacher, double temperature,
                                double share);

// The same from whoever answers: `logits_of` gives [N, classes] for a batch's inputs, without gradients. `teacher` says
// which one it is, to the last weight.
[[nodiscard]] Loss distillation(const std::string& teacher,
                                std::function<torch::Tensor(const torch::Tensor& inputs)> logits_of, double temperature,
                                double share);

struct ClassifierSettings {
    std::string id;
    std::int64_t epochs = 30;
    std::int64_t batch_size = 128;
    double learning_rate = 2e-3;  // the cycle's highest
    Loss loss = smoothed_cross_entropy(0.02);
    OptimisationSettings optimisation;
    std::string beginning = {};  // where its weights are from, where it is not the seed
    bool bfloat16 = false;  // convolutions and matrices of training steps in bfloat16: about twice as fast where the
                            // processor knows it; weights, their average and validation stay float32
    std::uint64_t seed = 1;
};

// Where training samples come from: `fill(epoch, index, values)` writes one input and returns its label. It depends on
// nothing but the two numbers, so that a resumed training, and each of several processes, sees what one would have
// seen.
struct SampleSource {
    std::size_t samples = 0;          // an epoch's
    std::vector<std::int64_t> shape;  // of one input
    std::function<std::int64_t(std::uint64_t, std::size_t, std::span<float>)> fill;
    std::string fingerprint;  // of the data and of how samples are made from it
    // Where somebody else answers, too: writes the probabilities of all `classes`. As `fill`.
    std::int64_t classes = 0;
    std::function<void(std::uint64_t, std::size_t, std::span<float>)> answers = {};
};

// A fixed set, for choosing.
struct LabelledBatch {
    torch::Tensor inputs;  // [N, …]
    torch::Tensor labels;  // [N], int64
};

// Throws what run_engine throws, and std::invalid_argument where an epoch is shorter than a batch or several processes
// cannot share a batch evenly.
[[nodiscard]] Result fit_classifier(nn::Classifier& network, const SampleSource& source,
                                    const LabelledBatch& validation, const ClassifierSettings& settings,
                                    const Run& run);

// Logits of all inputs, in batches, without gradients, in evaluation mode.
[[nodiscard]] torch::Tensor logits_of(nn::Classifier& network, const torch::Tensor& inputs);

// Share of a set's inputs whose best class is the label's.
[[nodiscard]] double accuracy_on(nn::Classifier& network, const LabelledBatch& set);

}  // namespace mllab::fit
