// A TensorFlow Lite model written into a graph of the project's own, to become an ONNX file.
#pragma once

#include <string>
#include <vector>

#include "training/importers/tflite/model.hpp"
#include "training/importers/weight_storage.hpp"
#include "training/onnx/graph_builder.hpp"

namespace mllab::importers::tflite {

struct GraphPlan {
    struct Named {
        std::string name, meaning;
    };
    struct Wanted {
        std::size_t tensor;  // of the model; need not be one of its outputs
        std::string name, meaning;
    };
    std::vector<Named> inputs;    // as many as the model has
    std::vector<Wanted> outputs;  // only what these need is written
    WeightStorage weights;
    bool any_number = false;  // of pictures instead of one: the first axis of everything that is computed is called N
};

// Pictures, tensors of four axes, come in as [N, channels, height, width] and stay so as long as only convolutions,
// sums and concatenations touch them; what is reshaped, and every output, has TensorFlow's order of axes: channels
// last. Throws ImportError naming the operator that does not fit.
void write_graph(const Model& model, onnx_writer::GraphBuilder& graph, const GraphPlan& plan);

}  // namespace mllab::importers::tflite
