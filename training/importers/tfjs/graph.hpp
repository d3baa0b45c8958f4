// A TensorFlow.js graph model, or the part of it that some results need, written into a graph of the project's own, to
// become an ONNX file.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "training/importers/tfjs/model.hpp"
#include "training/importers/weight_storage.hpp"
#include "training/onnx/graph_builder.hpp"

namespace mllab::importers::tfjs {

struct GraphPlan {
    struct Given {
        std::string node;           // a Placeholder
        std::string name, meaning;  // in the graph
        // Height and width to be asked for instead of the node's own. Resizing then enlarges as many times as it does
        // at the node's own size.
        std::optional<onnx_writer::Pair> size = std::nullopt;
        // Any number of pictures, whose height and width are any multiples of this many pixels.
        std::optional<std::int64_t> any_multiple_of = std::nullopt;
    };
    struct Wanted {
        std::string node;  // need not be one of the model's outputs
        std::string name, meaning;
    };
    std::vector<Given> inputs;    // all that the outputs need
    std::vector<Wanted> outputs;  // only what these need is written
    WeightStorage weights;
};

// Tensors of four axes are pictures: the graph has them as [N, channels, height, width] throughout, its inputs and
// outputs, too. An unknown number of pictures becomes one, unless any number is asked for.
//
// Understood are Placeholder, Const, Identity; Conv2D, DepthwiseConv2dNative and both fused with BiasAdd and Relu or
// Relu6; Add, AddV2, Sub, Mul; Relu, Relu6, Sigmoid; Mean over height and width; MaxPool; ConcatV2; ResizeBilinear by
// whole factors; Pad of height and width. Throws ImportError naming node and operator on every other one, and on those
// that do not fit together.
void write_graph(const Model& model, onnx_writer::GraphBuilder& graph, const GraphPlan& plan);

}  // namespace mllab::importers::tfjs
