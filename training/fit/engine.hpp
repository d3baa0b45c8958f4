// The loop of every training: epochs and steps, checkpoints within an epoch and at its end, taking them up again,
// validation with the averaged weights, log, progress, several processes, and a check of libtorch's kernels before the
// first step. What is learnt and from what is the business of a Loop (classifier.hpp, sequence.hpp, a recipe).
//
// Killed at any moment and started again, a training goes on to the very same weights: a checkpoint holds all that the
// next step depends on.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "training/fit/optimisation.hpp"
#include "training/fit/result.hpp"
#include "training/fit/settings.hpp"
#include "training/parallel/process_group.hpp"

namespace mllab::fit {

// Where and how a training runs. None of it changes what is learnt, but for rounding.
struct Run {
    const parallel::ProcessGroup& group;
    std::filesystem::path folder;  // of this training's checkpoints and its log
    int threads = 1;               // 1 gives the same file every time
    std::string device = "cpu";
    double checkpoint_seconds = 600;  // at least as often, and at every epoch's end
    bool train = true;                // false: only take up the newest checkpoint
};

// Before a run's networks are made: its threads and its device. Throws std::invalid_argument on a device that there is
// not.
[[nodiscard]] torch::Device prepare(const Run& run);

struct Place {
    std::int64_t step = 0;      // of the training
    std::int64_t epoch = 0;     // from 0
    std::int64_t in_epoch = 0;  // steps done in this epoch
};

struct StepFigures {
    double loss = 0;
    double accuracy = 0;       // of this process's samples, 0..1
    std::int64_t samples = 0;  // of all processes
};

struct Figures {
    double loss = 0;
    double accuracy = 0;
};

struct Loop {
    std::string id;                            // for messages
    Settings settings;                         // all that another training would have otherwise
    std::vector<std::int64_t> steps_of_epoch;  // one number an epoch
    // Before an epoch's first step, and before its next one where it is taken up in the middle.
    std::function<void(const Place&)> begin_epoch = {};
    // Takes a step with each of the networks.
    std::function<StepFigures(const Place&)> step;
    // The networks hold their averages and are in evaluation mode. Every process does this for itself.
    std::function<Figures()> validate;
    // One forward pass on a batch of this process's size, of each network: what the check of kernels looks at.
    std::vector<std::function<void()>> forward;
    // Tensors that go on from step to step, and on which of their axes this process's samples lie. `step` may change
    // their number.
    std::vector<torch::Tensor>* hidden_states = nullptr;
    std::vector<std::int64_t> batch_axes = {};
};

// Leaves the averaged weights in the networks, in evaluation mode, on the CPU. Throws OtherTraining on a checkpoint of
// other settings, parallel::GroupError, kernels::KernelError, and std::runtime_error on a loss that is no number and
// where there is nothing to take up; files::FileError where another training has the folder; Stopped (stopping.hpp)
// after a signal, with a checkpoint written.
[[nodiscard]] Result run_engine(std::span<Optimisation* const> networks, const Loop& loop, const Run& run);

// "1,234 parameters in 12 tensors (shapes 0123456789abcdef)", for the settings.
[[nodiscard]] std::string in_words(const torch::nn::Module& network);

// Of numbers, for the settings: "10,000 × 784 numbers (0123456789abcdef)".
[[nodiscard]] std::string fingerprint_of(const torch::Tensor& tensor);

}  // namespace mllab::fit
