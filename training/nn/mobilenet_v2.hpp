// MobileNetV2 of width 1 (Sandler et al. 2018, table 2) up to its last convolution: a stem, 17 inverted residuals and
// 1280 maps a 32nd of the picture's side wide. What a network adds behind it is its own business:
//
//     std::vector<nn::NamedLayer> backbone = nn::mobilenet_v2({});
//     nn::take_weights(backbone, importers::tflite::convolutions(importers::tflite::Model(importers::read(…))));
//     for (const nn::NamedLayer& layer : backbone) add(layer.name, layer.layer);
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "training/importers/convolution.hpp"
#include "training/nn/layers.hpp"
#include "training/onnx/weights.hpp"

namespace mllab::nn {

struct NamedLayer {
    std::string name;
    std::shared_ptr<Layer> layer;
};

// How the weights are stored. Nearly all of them are pointwise; the few of the kernels that see one channel each, and
// the first ones, cost little in float16 and suffer most from int8.
struct MobileNetV2Plan {
    onnx_writer::Storage pointwise = onnx_writer::Storage::int8_per_channel();
    onnx_writer::Storage depthwise = onnx_writer::Storage::float16();
    onnx_writer::Storage stem = onnx_writer::Storage::float16();
};

inline constexpr std::int64_t mobilenet_v2_maps = 1280;
// The name of every parameter of a network that has these layers begins so, as long as they are the backbone's:
// "backbone_stem.conv.weight", "backbone_block_1.depthwise.conv.bias" …, "backbone_last.conv.bias".
inline constexpr std::string_view mobilenet_v2_parameters = "backbone_";

// The layers in their order, with random weights: "backbone.stem", "backbone.block_1" … "backbone.block_17",
// "backbone.last". [N, 3, S, S] -> [N, 1280, ceil(S / 32), ceil(S / 32)]; red, green, blue as value / 127.5 − 1 is what
// the imported weights are used to.
[[nodiscard]] std::vector<NamedLayer> mobilenet_v2(const MobileNetV2Plan& plan);

// Gives them the weights of a network of TensorFlow's object detection, whose layers are called
// "FeatureExtractor/MobilenetV2/expanded_conv_3/depthwise/…"; what else it has is not looked at. Throws
// importers::ImportError naming the layer that is missing, is there twice or has another form.
void take_weights(const std::vector<NamedLayer>& backbone, const std::vector<importers::Convolution>& imported);

}  // namespace mllab::nn
