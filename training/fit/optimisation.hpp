// One network under its optimiser: AdamW (Loshchilov, Hutter 2019), gradients averaged over the processes of the group
// and clipped by their norm where that is wanted, and an exponential average of weights and norms, which is what is
// validated and kept. An adversarial training would have two of these.
#pragma once

#include <torch/torch.h>

#include <optional>
#include <string>
#include <vector>

#include "training/fit/averaging.hpp"
#include "training/fit/settings.hpp"
#include "training/parallel/process_group.hpp"
#include "training/report/checkpoint.hpp"

namespace mllab::fit {

struct OptimisationSettings {
    double weight_decay = 1e-2;
    double average_decay = 0.999;                           // per step; the first steps average over fewer
    std::optional<double> largest_gradient = std::nullopt;  // norm over all parameters
    std::optional<Rates> rates = std::nullopt;              // of parts of the network; else all learn alike

    void describe(Settings& settings) const;
};

class Optimisation {
 public:
    // Keeps references. The network must be on its device. Throws std::invalid_argument where nothing may learn.
    Optimisation(torch::nn::Module& network, const OptimisationSettings& settings, const parallel::ProcessGroup& group);

    // One step down the gradient of `loss`, then one of the average. Gives the loss, its mean over all processes.
    // Throws std::runtime_error on a loss that is no number.
    double step(const torch::Tensor& loss, double learning_rate);

    [[nodiscard]] torch::nn::Module& network() { return network_; }
    // Exchanges weights and average; a second call exchanges them back.
    void swap_averages() { average_.swap(averaged_tensors()); }

    // Parts of a checkpoint, their names beginning with `prefix`. `load` throws std::runtime_error naming a part that
    // is missing or of other sizes; the network is then in no defined state.
    void save(report::Blobs& checkpoint, const std::string& prefix) const;
    void load(const report::Blobs& checkpoint, const std::string& prefix);

 private:
    Optimisation(torch::nn::Module& network, const OptimisationSettings& settings, const parallel::ProcessGroup& group,
                 ParameterGroups groups);
    [[nodiscard]] std::vector<torch::Tensor> averaged_tensors() const;  // parameters, then buffers that are numbers
    [[nodiscard]] std::vector<torch::Tensor> all_tensors() const;       // parameters, then all buffers

    torch::nn::Module& network_;
    OptimisationSettings settings_;
    const parallel::ProcessGroup& group_;
    std::vector<double> rates_;  // of the optimiser's groups
    torch::optim::AdamW optimiser_;
    WeightAverage average_;
    std::int64_t steps_ = 0;
};

// Tensors as bytes, and back; `load_tensors` throws std::runtime_error naming `name` where there is no such part.
[[nodiscard]] files::Bytes saved_tensors(const std::vector<torch::Tensor>& tensors);
[[nodiscard]] std::vector<torch::Tensor> loaded_tensors(const report::Blobs& checkpoint, const std::string& name);
// A part of a checkpoint. Throws std::runtime_error where it is missing.
[[nodiscard]] const files::Bytes& part_of(const report::Blobs& checkpoint, const std::string& name);

}  // namespace mllab::fit
