// What all networks that look at pictures have in common for training, export and parity.
#pragma once

#include <torch/torch.h>

#include <string>
#include <utility>
#include <vector>

#include "training/onnx/graph_builder.hpp"
#include "training/fit/fit.hpp"
#include "training/report/card.hpp"

namespace mllab::recipes {

using NamedTensors = std::vector<std::pair<std::string, torch::Tensor>>;

class PictureNetwork : public Classifier {
 public:
    // Everything that the file computes, under the file's names; [N, C, H, W] in, "logits" [N, classes] among the
    // outputs.
    virtual NamedTensors outputs(torch::Tensor images) = 0;
    torch::Tensor forward(torch::Tensor images) override;

    // Moves norms into their layers; after it the network is what the file will be, but for rounding.
    virtual void fold() = 0;
    // Writes the graph from "image" to all outputs and rounds the network's own weights to what was stored.
    virtual void write(onnx_writer::GraphBuilder& graph) = 0;

    [[nodiscard]] virtual report::Architecture architecture() const = 0;
};

}  // namespace mllab::recipes
