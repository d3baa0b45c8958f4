// EfficientNet-Lite0 (Tan and Le 2019, in Google's variant of 2020 for small machines: no squeeze-and-excitation, ReLU6
// instead of swish, stem and head not scaled) out of the state dict of its PyTorch version: its convolutions, to learn
// on from, and a graph of the project's own: 1,000 classes of ImageNet, or as many as its last layer has.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "training/importers/convolution.hpp"
#include "training/importers/torch_state/state_dict.hpp"
#include "training/importers/weight_storage.hpp"
#include "training/onnx/graph_builder.hpp"

namespace mllab::importers::efficientnet_lite0 {

inline constexpr std::int64_t side_px = 224;
inline constexpr std::int64_t stem_maps = 32;
inline constexpr std::int64_t last_maps = 1'280;

// Inverted residuals of one kind, one after another; `stride` is the first one's.
struct Stage {
    std::int64_t blocks, kernel, stride, expansion, maps;
};
inline constexpr std::array<Stage, 7> stages{{{.blocks = 1, .kernel = 3, .stride = 1, .expansion = 1, .maps = 16},
                                              {.blocks = 2, .kernel = 3, .stride = 2, .expansion = 6, .maps = 24},
                                              {.blocks = 2, .kernel = 5, .stride = 2, .expansion = 6, .maps = 40},
                                              {.blocks = 3, .kernel = 3, .stride = 2, .expansion = 6, .maps = 80},
                                              {.blocks = 3, .kernel = 5, .stride = 1, .expansion = 6, .maps = 112},
                                              {.blocks = 4, .kernel = 5, .stride = 2, .expansion = 6, .maps = 192},
                                              {.blocks = 1, .kernel = 3, .stride = 1, .expansion = 6, .maps = 320}}};

// All but the last, linear layer, in the network's order: "stem"; "blocks.0.depthwise", "blocks.0.project",
// "blocks.1.expand" …; "head". Batch normalisation is folded into them. Throws ImportError where the state dict lacks a
// tensor or has it in another shape.
[[nodiscard]] std::vector<Convolution> convolutions(const torch_state::StateDict& weights);

// Adds to the graph the input "image" [N, 3, 224, 224] (red, green, blue as (byte − 127) / 128) and the outputs
// "logits" [N, classes] and "class_activation" [N, classes, 7, 7]: the last maps weighted by each class's weights
// (class activation mapping, Zhou et al. 2016), whose mean over the picture plus the class's bias is its logit. Throws
// ImportError where the state dict lacks a tensor or has it in another shape.
void write_graph(const torch_state::StateDict& weights, onnx_writer::GraphBuilder& graph, const WeightStorage& storage);

}  // namespace mllab::importers::efficientnet_lite0
