// A network's weights as its file will hold them.
#pragma once

#include <torch/torch.h>

#include <map>
#include <string>
#include <vector>

#include "core/tensor.hpp"
#include "training/onnx/graph_builder.hpp"
#include "training/onnx/weights.hpp"

namespace mllab::nn {

// A tensor's numbers, row-major, as float32; the same with its shape.
[[nodiscard]] std::vector<float> numbers_of(const torch::Tensor& tensor);
[[nodiscard]] core::Tensor plain(const torch::Tensor& tensor);

// Replaces a tensor's numbers by those that the runtime will compute with. Doing it twice changes nothing more.
void round_to(torch::Tensor tensor, onnx_writer::Storage storage);

// A graph while a network is written into it, with the weights that are there already: for what looks inside.
class GraphWeights {
 public:
    explicit GraphWeights(onnx_writer::GraphBuilder& graph) : graph_(graph) {}

    [[nodiscard]] onnx_writer::GraphBuilder& graph() { return graph_; }
    // Writes a tensor.
    onnx_writer::Value write(const std::string& name, const torch::Tensor& tensor, onnx_writer::Storage storage);
    // One that was written. Throws std::out_of_range.
    [[nodiscard]] const onnx_writer::Value& at(const std::string& name) const { return written_.at(name); }

 private:
    onnx_writer::GraphBuilder& graph_;
    std::map<std::string, onnx_writer::Value> written_;
};

}  // namespace mllab::nn
