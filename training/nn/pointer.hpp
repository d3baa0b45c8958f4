// A pointer into what was read: beside the characters that it predicts, a network proposes those that followed where
// its hidden states were similar; so it repeats names and words that only this text has. The pointer
// sentinel mixture (Merity et al. 2017) over the keys of single-head attention, with the network's own states as memory
// (Grave et al. 2017).
//
//     scores of the last `context_length` characters and of the sentinel, which stands for the network's own prediction
//     share = softmax(scores)
//     p(character) = share(sentinel) * own(character) + the shares of all places where that character came
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <string>

#include "training/nn/sequence_layers.hpp"
#include "training/nn/weights.hpp"
#include "training/onnx/graph_builder.hpp"
#include "training/onnx/read_weights.hpp"

namespace mllab::nn {

struct PointerMemory {
    torch::Tensor keys;       // [N, context_length, key]
    torch::Tensor followers;  // [N, context_length], int64: token + 1; 0 where nothing was read yet
};

class Pointer final : public SequenceLayer {
 public:
    Pointer(std::int64_t units, std::int64_t characters, std::int64_t context_length, std::int64_t key);

    [[nodiscard]] PointerMemory initial_memory(std::int64_t batch) const;

    struct Result {
        torch::Tensor log_probabilities;  // [T, N, characters]
        PointerMemory memory;
    };
    // `before` [1, N, units] is the last layer before the first token, `after` [T, N, units] after each; `logits` are
    // the network's own.
    Result forward(const torch::Tensor& tokens, const torch::Tensor& before, const torch::Tensor& after,
                   const torch::Tensor& logits, const PointerMemory& memory);

    // Takes over another pointer's weights, as its file holds them. Throws onnx_writer::GraphError if there are none of
    // the same size.
    void initialise_from(const onnx_writer::ReadWeights& learned);

    // The same as a graph. Its memory has two parts, so that a step need not hand on all of it: "keys" and "followers"
    // as above, and "recent_keys" [N, R, key], "recent_followers" [N, R] of any number of characters that came since.
    // "next_recent_keys" and "next_recent_followers" are those and the ones that were read; "next_keys" and
    // "next_followers" are all in one, to go on with none that came since. Needs `round` before, which makes the
    // weights what the file will hold.
    struct Reading {
        onnx_writer::Value tokens;  // [N, T]
        onnx_writer::Value before;  // [1, N, units]
        onnx_writer::Value after;   // [T, N, units]
        onnx_writer::Value logits;  // [N, T, characters]
    };
    onnx_writer::Value write(GraphWeights& weights, const Reading& reading) const;  // [N, T, characters]
    void round() override;

    std::string in_words() const override;
    std::int64_t output_size() const override { return characters_; }

 private:
    std::int64_t characters_, context_length_, key_size_;
    torch::Tensor key_, query_, scale_, own_, own_bias_;
};

}  // namespace mllab::nn
