// The network that adds: a GRU (Cho et al. 2014) reads the seven characters of an expression, another writes the four
// places of the sum, units first, and looks back at what was read (attention, Bahdanau et al. 2015, with the score that
// Luong et al. 2015 call general).
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <string>

#include "training/nn/weights.hpp"
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
    void round();
    void write(onnx_writer::GraphBuilder& graph) const;
    [[nodiscard]] report::Architecture architecture() const;
    [[nodiscard]] std::int64_t units() const { return units_; }

 private:
    struct Gru {
        torch::Tensor weight_ih, weight_hh, bias_ih, bias_hh;
        [[nodiscard]] std::int64_t parameters() const;
    };
    Gru make_gru(const std::string& name, std::int64_t input);
    onnx_writer::GraphBuilder::RecurrentWeights write_gru(onnx_writer::GraphBuilder& graph, const std::string& name,
                                                          const Gru& gru) const;

    std::int64_t units_;
    torch::Tensor embedding_;
    Gru reader_;
    Gru writer_;
    torch::Tensor query_;          // [units, units]
    torch::Tensor weight_, bias_;  // from [writer's units, what was looked at] to the symbols
};
TORCH_MODULE(SummationNetwork);

}  // namespace mllab::recipes
