// Fitting a network to a text: the text is a ring on which the sequences of a batch go round side by side, each from
// its own place, a window at a time. Hidden states are carried from window to window; gradients stay within one
// (truncated backpropagation through time, Williams, Peng 1990).
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "training/fit/engine.hpp"
#include "training/nn/sequence_network.hpp"

namespace mllab::fit {

// One rise and fall of the learning rate (Smith 2017; a second one goes on with the weights of the first as Loshchilov
// and Hutter's warm restarts do, 2017). Its sequences begin at places of their own, with initial hidden states.
struct Cycle {
    std::int64_t epochs = 0;
    std::int64_t batch_size = 32;
    double learning_rate = 2e-3;  // the highest
    bool pointer = true;          // false: the network, where it has a pointer, learns without it
};

struct SequenceSettings {
    std::string id;
    std::optional<std::string> initialised_from = std::nullopt;  // which weights it starts with, if not random ones
    std::vector<Cycle> cycles;                                   // the curve gets a point after each of their epochs
    std::int64_t steps_per_epoch = 0;                            // 0: as many as make one pass through the text
    std::int64_t window = 100;                                   // characters
    double reset = 0.02;  // chance that a sequence's hidden states are reset before a window: texts have beginnings
    OptimisationSettings optimisation{.largest_gradient = 1};
    std::uint64_t seed = 1;
};

// How many steps an epoch of this cycle has. Throws std::runtime_error if the text is too short for its batch.
[[nodiscard]] std::int64_t steps_of_epoch(const SequenceSettings& settings, const Cycle& cycle, std::size_t characters);

struct SequenceFigures {
    double cross_entropy = 0;  // nats per character
    double accuracy = 0;
    std::int64_t characters = 0;
};
// What the network predicts of a text that is cut into `batch_size` parts, each read with the 200 characters before it
// as context (not counted). Throws std::runtime_error if the text is too short.
[[nodiscard]] SequenceFigures sequence_figures(nn::SequenceNetwork& network, const std::vector<std::uint8_t>& tokens,
                                               std::int64_t batch_size);

// Throws what run_engine throws, and std::runtime_error if the text is too short.
[[nodiscard]] Result fit_sequence(nn::SequenceNetwork& network, const std::vector<std::uint8_t>& train,
                                  const std::vector<std::uint8_t>& validation, const SequenceSettings& settings,
                                  const Run& run);

}  // namespace mllab::fit
