// A pointer into what was read: beside the characters that it knows to be likely, a network proposes those that came
// where it was in a like state before; so it writes again names and words that this text alone has. The pointer
// sentinel mixture (Merity et al. 2017) over the keys of single-head attention, with the network's own states as memory
// (Grave et al. 2017).
//
//     scores of the last `look_back` characters and of the sentinel, which stands for the network's own opinion
//     share = softmax(scores)
//     p(character) = share(sentinel) * own(character) + the shares of all places where that character came
#pragma once

#include <torch/torch.h>

#include <cstdint>

#include "training/onnx/graph_builder.hpp"
#include "training/onnx/read_weights.hpp"

namespace mllab::recipes {

struct PointerMemory {
    torch::Tensor keys;       // [N, look_back, key]
    torch::Tensor followers;  // [N, look_back], int64: token + 1; 0 where nothing was read yet
};

class PointerImpl : public torch::nn::Module {
 public:
    PointerImpl(std::int64_t units, std::int64_t characters, std::int64_t look_back, std::int64_t key);

    [[nodiscard]] PointerMemory blank(std::int64_t batch) const;

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
    void adopt(const onnx_writer::ReadWeights& learned);

    // The same as a graph. Its memory has two parts, so that a step need not hand on all of it: "keys" and "followers"
    // as above, and "recent_keys" [N, R, key], "recent_followers" [N, R] of any number of characters that came since.
    // "next_recent_keys" and "next_recent_followers" are those and the ones that were read; "next_keys" and
    // "next_followers" are all in one, to go on with none that came since. Rounds its own weights to what was stored.
    struct Reading {
        onnx_writer::Value tokens;  // [N, T]
        onnx_writer::Value before;  // [1, N, units]
        onnx_writer::Value after;   // [T, N, units]
        onnx_writer::Value logits;  // [N, T, characters]
    };
    onnx_writer::Value write(onnx_writer::GraphBuilder& graph, const Reading& reading);  // [N, T, characters]

    [[nodiscard]] std::int64_t parameter_count() const;

 private:
    std::int64_t characters_, look_back_, key_size_;
    torch::Tensor key_, query_, scale_, own_, own_bias_;
};
TORCH_MODULE(Pointer);

}  // namespace mllab::recipes
