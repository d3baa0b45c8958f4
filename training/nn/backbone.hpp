// Backbones: what networks for photos begin with, in layers with names, and how such layers take over the weights of
// somebody else's network. What a network adds behind its backbone is its own business:
//
//     for (const nn::NamedLayer& layer : backbone) add(layer.name, layer.layer);
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "training/importers/convolution.hpp"
#include "training/nn/layers.hpp"
#include "training/onnx/weights.hpp"

namespace mllab::nn {

struct NamedLayer {
    std::string name;  // "backbone.stem", "backbone.block_1" …, "backbone.last"
    std::shared_ptr<Layer> layer;
};

// The name of every parameter of a network that has such layers begins so, as long as they are the backbone's:
// "backbone_stem.conv.weight", "backbone_block_1.depthwise.conv.bias" …, "backbone_last.conv.bias".
inline constexpr std::string_view backbone_parameters = "backbone_";

// How the weights are stored. Nearly all of them are pointwise; the few of the kernels that see one channel each, and
// the first ones, cost little in float16 and suffer most from int8.
struct BackboneStorage {
    onnx_writer::Storage pointwise = onnx_writer::Storage::int8_per_channel();
    onnx_writer::Storage depthwise = onnx_writer::Storage::float16();
    onnx_writer::Storage stem = onnx_writer::Storage::float16();
};

// Inverted residuals of one kind, one after another; the stride is the first one's.
struct ResidualStage {
    std::int64_t expansion, maps, blocks, stride;
    std::int64_t kernel = 3;
    bool pools = false;  // the first one adds the maxima of 2×2 pixels of its input
};

// Appends a stage's layers, "backbone.block_<number of layers before>" each; gives its maps. `in`: the maps before it.
std::int64_t add_stage(std::vector<NamedLayer>& layers, std::int64_t in, const ResidualStage& stage,
                       const BackboneStorage& storage);

// A stem, 3×3 at stride 2, the stages' inverted residuals, and `last` maps by a pointwise convolution, with random
// weights. [N, 3, S, S] -> [N, last, ceil(S / s), ceil(S / s)] where s is the product of all strides.
[[nodiscard]] std::vector<NamedLayer> inverted_residuals(std::int64_t stem, const std::vector<ResidualStage>& stages,
                                                         std::int64_t last, const BackboneStorage& storage);

// What the foreign network calls the convolution of a layer: its number, 0 is the stem, and of inverted residuals the
// part, "expand", "depthwise" or "project"; else "".
using ForeignName = std::function<std::string(std::size_t layer, const std::string& part)>;

// Gives the layers the weights of the convolutions that are called so, or so and "/…", behind `scope`; what else there
// is is not looked at. Throws importers::ImportError naming the layer that is missing, is there twice or has another
// form.
void take_weights(const std::vector<NamedLayer>& backbone, const std::vector<importers::Convolution>& imported,
                  const std::string& scope, const ForeignName& called);

}  // namespace mllab::nn
