// The network that reads and writes text: an embedding, LSTM layers (Hochreiter, Schmidhuber 1997; gates as torch has
// them) and a linear layer. Trained with dropout that keeps its mask for a whole window (Gal, Ghahramani 2016) between
// the layers and dropped recurrent weights (Merity et al. 2018).
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

#include "training/onnx/graph_builder.hpp"
#include "training/onnx/read_weights.hpp"
#include "training/nn/pointer.hpp"
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
    std::int64_t look_back = 0;
    std::int64_t key = 64;
};

struct TextState {
    torch::Tensor hidden;  // [layers, N, units]
    torch::Tensor cell;
    // The pointer's memory, the oldest first: what the network was like before a character, and that character's token
    // + 1; 0 where there was none yet. Undefined without a pointer.
    torch::Tensor keys;       // [N, look_back, key]
    torch::Tensor followers;  // [N, look_back], int64

    // Those that there are, in this order, without their history of gradients; and back.
    [[nodiscard]] std::vector<torch::Tensor> tensors() const;
    [[nodiscard]] static TextState of(const std::vector<torch::Tensor>& tensors);
    // The same for texts whose `remember` [N] is 1; nothing is remembered of those whose is 0.
    [[nodiscard]] TextState where(const torch::Tensor& remember) const;
};

class TextNetworkImpl : public torch::nn::Module {
 public:
    explicit TextNetworkImpl(const TextShape& shape);

    struct Result {
        torch::Tensor logits;  // [T, N, characters]; with a pointer the logarithms of probabilities
        TextState state;
    };
    // tokens [T, N], int64.
    Result forward(const torch::Tensor& tokens, const TextState& state);
    [[nodiscard]] TextState blank(std::int64_t batch) const;
    [[nodiscard]] const TextShape& shape() const { return shape_; }
    // Off: it does without its pointer, and remembers nothing for it.
    void use_pointer(bool on) { pointing_ = on; }

    // Takes over what another network has learned, as its file holds it; `rows` says which of its characters each of
    // this one's begins as. Throws onnx_writer::GraphError if its layers are other ones, std::invalid_argument if it
    // does not have such characters.
    void adopt(const onnx_writer::ReadWeights& learned, const std::vector<std::int64_t>& rows);

    // From "tokens" [N, T], "hidden" and "cell" [layers, N, units] to "logits" [N, T, characters], "next_hidden",
    // "next_cell" and "units" [N, units]; with a pointer also its memory (see Pointer::write).
    // Rounds the network's own weights to what was stored.
    void write(onnx_writer::GraphBuilder& graph);
    [[nodiscard]] report::Architecture architecture() const;

 private:
    struct Layer {
        torch::Tensor weight_ih, weight_hh, bias_ih, bias_hh;
    };
    TextShape shape_;
    torch::Tensor embedding_;
    std::vector<Layer> layers_;
    torch::Tensor weight_, bias_;  // to the logits
    Pointer pointer_{nullptr};     // where there is one
    bool pointing_ = true;
};
TORCH_MODULE(TextNetwork);

}  // namespace mllab::recipes
