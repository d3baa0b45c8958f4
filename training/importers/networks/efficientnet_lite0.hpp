// EfficientNet-Lite0 (Tan and Le 2019, in Google's variant of 2020 for small machines: no squeeze-and-excitation, ReLU6
// instead of swish, stem and head not scaled) out of the state dict of its PyTorch version, as a graph of the project's
// own: 1,000 classes of ImageNet, or as many as its last layer has.
#pragma once

#include <cstdint>

#include "training/importers/torch_state/state_dict.hpp"
#include "training/importers/weight_storage.hpp"
#include "training/onnx/graph_builder.hpp"

namespace mllab::importers::efficientnet_lite0 {

inline constexpr std::int64_t side_px = 224;

// Adds to the graph the input "image" [N, 3, 224, 224] (red, green, blue as (byte − 127) / 128) and the outputs
// "logits" [N, classes] and "class_activation" [N, classes, 7, 7]: the last maps weighted by each class's weights
// (class activation mapping, Zhou et al. 2016), whose mean over the picture plus the class's bias is its logit. Batch
// normalisation is folded into the convolutions. Throws ImportError where the state dict lacks a tensor or has it in
// another shape.
void write_graph(const torch_state::StateDict& weights, onnx_writer::GraphBuilder& graph, const WeightStorage& storage);

}  // namespace mllab::importers::efficientnet_lite0
