// EfficientNet-Lite0 (Tan and Le 2019, in Google's variant of 2020 for small machines: no squeeze-and-excitation, ReLU6
// instead of swish, stem and head not scaled) out of the state dict of its PyTorch version, as a graph of the project's
// own: 1,000 classes of ImageNet, or as many as its last layer has.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "training/importers/torch_state/state_dict.hpp"
#include "training/onnx/graph_builder.hpp"

namespace mllab::importers::efficientnet_lite0 {

inline constexpr std::int64_t side_px = 224;

// How a weight is stored, by its name in the graph ("blocks.3.expand.weight") and its shape.
using Storing = std::function<onnx_writer::Storage(const std::string& name, const core::Shape& shape)>;

// Pointwise convolutions and the head int8 per channel, depthwise ones and the stem float16: about 4.8 MB.
[[nodiscard]] onnx_writer::Storage small(const std::string& name, const core::Shape& shape);

// Adds to the graph the input "image" [N, 3, 224, 224] (red, green, blue as (byte − 127) / 128) and the outputs
// "logits" [N, classes] and "class_activation" [N, classes, 7, 7]: the last maps weighted by each class's weights
// (class activation mapping, Zhou et al. 2016), whose mean over the picture plus the class's bias is its logit. Batch
// normalisation is folded into the convolutions. Throws ImportError where the state dict lacks a tensor or has it in
// another shape.
void write_graph(const torch_state::StateDict& weights, onnx_writer::GraphBuilder& graph,
                 const Storing& storing = small);

}  // namespace mllab::importers::efficientnet_lite0
