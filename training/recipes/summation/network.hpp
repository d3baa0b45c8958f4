// The network that adds: a GRU (Cho et al. 2014) reads the seven characters of an expression, another writes the four
// places of the sum, units first, and looks back at what was read (attention, Bahdanau et al. 2015, with the score that
// Luong et al. 2015 call general).
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <memory>

#include "training/nn/sequence_layers.hpp"
#include "training/onnx/graph_builder.hpp"
#include "training/report/card.hpp"

namespace mllab::recipes {

class SummationNetworkImpl : public torch::nn::Module {
 public:
    explicit SummationNetworkImpl(std::int64_t units);

    struct Result {
        torch::Tensor logits;     // [N, 4, 11], units first
        torch::Tensor attention;  // [N, 4, 7]
        torch::Tensor reading;    // [N, 7, units]
        torch::Tensor writing;    // [N, 4, units]
    };
    Result forward(const torch::Tensor& tokens);  // [N, 7], int64

    // Weights become what the file will hold; then the graph from "tokens" to the four outputs.
    void round() { nn::round(layers_); }
    void write(onnx_writer::GraphBuilder& graph) const;
    [[nodiscard]] report::Architecture architecture() const;
    [[nodiscard]] std::int64_t units() const { return units_; }

 private:
    std::int64_t units_;
    std::shared_ptr<nn::Embedding> embedding_;
    std::shared_ptr<nn::Gru> reader_, writer_;
    std::shared_ptr<nn::Attention> attention_;
    std::shared_ptr<nn::ToClasses> symbols_;  // from the writer's units and what was looked at
    nn::SequenceLayers layers_;               // all of these
};
TORCH_MODULE(SummationNetwork);

}  // namespace mllab::recipes
