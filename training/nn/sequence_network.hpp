// What a training needs to know of a network that reads sequences and carries hidden states from window to window.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <string>
#include <vector>

namespace mllab::nn {

using HiddenStates = std::vector<torch::Tensor>;

class SequenceNetwork : public torch::nn::Module {
 public:
    struct Read {
        torch::Tensor logits;  // [T, N, classes], for the token after each
        HiddenStates states;   // after the last one; their gradients' history is cut
    };
    // tokens [T, N], int64.
    virtual Read read(const torch::Tensor& tokens, const HiddenStates& states) = 0;
    // Of `batch_size` sequences of which nothing was read yet.
    [[nodiscard]] virtual HiddenStates initial_states(std::int64_t batch_size) const = 0;
    // The same for sequences whose `remember` [N] is 1, the initial ones for those whose is 0.
    [[nodiscard]] virtual HiddenStates kept(const HiddenStates& states, const torch::Tensor& remember) const = 0;
    // On which axis of each state the N sequences lie.
    [[nodiscard]] virtual std::vector<std::int64_t> batch_axes() const = 0;
    // Off: it does without its pointer, where it has one.
    virtual void use_pointer(bool on) = 0;
    // Its layers, with all that training depends on: for the settings.
    [[nodiscard]] virtual std::string in_words() const = 0;
};

}  // namespace mllab::nn
