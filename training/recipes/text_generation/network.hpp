// The network that reads and writes text: an embedding, LSTM layers, a linear layer and, where it has one, a pointer.
// Trained with dropout that keeps its mask for a whole window (Gal, Ghahramani 2016) between the layers and dropped
// recurrent weights.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "training/nn/pointer.hpp"
#include "training/nn/sequence_layers.hpp"
#include "training/nn/sequence_network.hpp"
#include "training/onnx/graph_builder.hpp"
#include "training/onnx/read_weights.hpp"
#include "training/report/card.hpp"

namespace mllab::recipes {

struct TextShape {
    std::int64_t characters = 0;
    std::int64_t embedding = 64;
    std::int64_t units = 512;
    std::int64_t layers = 2;
    double dropout = 0;         // of what passes from layer to layer, in training
    double weight_dropout = 0;  // of recurrent weights, in training
    // The pointer: how many of the last characters it can point at (0: there is none), and the size of the keys by
    // which it finds them.
    std::int64_t context_length = 0;
    std::int64_t key = 64;
};

struct TextState {
    torch::Tensor hidden;  // [layers, N, units]
    torch::Tensor cell;
    // The pointer's memory, the oldest first: a key of the network's state before a character, and that character's
    // token + 1; 0 where there was none yet. Undefined without a pointer.
    torch::Tensor keys;       // [N, context_length, key]
    torch::Tensor followers;  // [N, context_length], int64

    // Those that there are, in this order, without their history of gradients; and back.
    [[nodiscard]] nn::HiddenStates tensors() const;
    [[nodiscard]] static TextState of(const nn::HiddenStates& tensors);
    // The same for texts whose `remember` [N] is 1; the initial state for those whose is 0.
    [[nodiscard]] TextState where(const torch::Tensor& remember) const;
};

class TextNetworkImpl : public nn::SequenceNetwork {
 public:
    explicit TextNetworkImpl(const TextShape& shape);

    struct Result {
        torch::Tensor logits;  // [T, N, characters]; with a pointer the logarithms of probabilities
        TextState state;
    };
    // tokens [T, N], int64.
    Result forward(const torch::Tensor& tokens, const TextState& state);
    [[nodiscard]] TextState initial_state(std::int64_t batch_size) const;

    // For its training.
    Read read(const torch::Tensor& tokens, const nn::HiddenStates& states) override;
    nn::HiddenStates initial_states(std::int64_t batch_size) const override {
        return initial_state(batch_size).tensors();
    }
    nn::HiddenStates kept(const nn::HiddenStates& states, const torch::Tensor& remember) const override {
        return TextState::of(states).where(remember).tensors();
    }
    std::vector<std::int64_t> batch_axes() const override { return {1, 1, 0, 0}; }
    void use_pointer(bool on) override { pointing_ = on; }
    std::string in_words() const override;

    // Takes over the weights of another network, as its file holds them; `rows` says from which of its characters each
    // of this one's is initialised. Throws onnx_writer::GraphError if its layers are other ones, std::invalid_argument
    // if it does not have such characters.
    void initialise_from(const onnx_writer::ReadWeights& learned, const std::vector<std::int64_t>& rows);

    // From "tokens" [N, T], "hidden" and "cell" [layers, N, units] to "logits" [N, T, characters], "next_hidden",
    // "next_cell" and "units" [N, units]; with a pointer also its memory (see nn::Pointer::write).
    // Needs `round` before, which makes the weights what the file will hold.
    void round() { nn::round(layers_); }
    void write(onnx_writer::GraphBuilder& graph) const;
    [[nodiscard]] report::Architecture architecture() const;

 private:
    // Registers a layer; they compute in this order.
    template <typename L>
    std::shared_ptr<L> add(const std::string& name, const std::shared_ptr<L>& layer) {
        layers_.push_back({.layer = layer});
        return register_module(name, layer);
    }

    TextShape shape_;
    std::shared_ptr<nn::Embedding> embedding_;
    std::vector<std::shared_ptr<nn::Lstm>> lstms_;
    std::shared_ptr<nn::ToClasses> characters_;  // to the logits
    std::shared_ptr<nn::Pointer> pointer_;       // where there is one
    nn::SequenceLayers layers_;                  // all of these
    bool pointing_ = true;
};
TORCH_MODULE(TextNetwork);

}  // namespace mllab::recipes
