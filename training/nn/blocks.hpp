// Blocks that train with batch norm and go into the file without: convolution (or linear layer), norm, ReLU.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <string>
#include <vector>

#include "training/onnx/graph_builder.hpp"

namespace mllab::recipes {

// A tensor's numbers, row-major, as float32.
[[nodiscard]] std::vector<float> numbers_of(const torch::Tensor& tensor);

// Replaces a tensor's numbers by those that the runtime will compute with, and writes them into the graph.
[[nodiscard]] onnx_writer::Value store(onnx_writer::GraphBuilder& graph, const std::string& name, torch::Tensor& tensor,
                                       onnx_writer::Storage storage);

struct ConvPlan {
    std::int64_t kernel = 3;  // odd; padded so that stride 1 keeps the size
    std::int64_t stride = 1;
    bool relu = true;
};

class ConvBlockImpl : public torch::nn::Module {
 public:
    ConvBlockImpl(std::int64_t in, std::int64_t out, const ConvPlan& plan);
    torch::Tensor forward(const torch::Tensor& x);  // [N, in, H, W] -> [N, out, H / stride, W / stride]
    // Moves the norm into the convolution; `forward` computes the same without it.
    void fold();
    // Needs `fold` before.
    onnx_writer::Value write(onnx_writer::GraphBuilder& graph, const onnx_writer::Value& x, const std::string& name,
                             onnx_writer::Storage storage);
    [[nodiscard]] std::int64_t parameter_count() const;  // after folding

 private:
    torch::nn::Conv2d conv_{nullptr};
    torch::nn::BatchNorm2d norm_{nullptr};
    ConvPlan plan_;
    bool folded_ = false;
};
TORCH_MODULE(ConvBlock);

class LinearBlockImpl : public torch::nn::Module {
 public:
    LinearBlockImpl(std::int64_t in, std::int64_t out);
    torch::Tensor forward(const torch::Tensor& x);  // [N, in] -> [N, out], ReLU
    void fold();
    // The layer's output; `weight` receives the weight's value in the graph, for what looks inside.
    onnx_writer::Value write(onnx_writer::GraphBuilder& graph, const onnx_writer::Value& x, const std::string& name,
                             onnx_writer::Storage storage, std::vector<onnx_writer::Value>& weights);
    [[nodiscard]] const torch::Tensor& weight() const;
    [[nodiscard]] std::int64_t parameter_count() const;

 private:
    torch::nn::Linear linear_{nullptr};
    torch::nn::BatchNorm1d norm_{nullptr};
    bool folded_ = false;
};
TORCH_MODULE(LinearBlock);

}  // namespace mllab::recipes
