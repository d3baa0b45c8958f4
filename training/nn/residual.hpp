// A residual block (He et al. 2016) with squeeze and excitation (Hu et al. 2018), written without norms into the file.
#pragma once

#include "training/nn/blocks.hpp"

namespace mllab::recipes {

// y = relu(x + s * g(f(x))): f a convolution with norm and ReLU, g one with norm only, and s one number a channel
// between 0 and 1, found from the channel means of g's output by two linear layers. Shapes stay.
class ResidualBlockImpl : public torch::nn::Module {
 public:
    explicit ResidualBlockImpl(std::int64_t channels);
    torch::Tensor forward(const torch::Tensor& x);
    void fold();
    // Needs `fold` before.
    onnx_writer::Value write(onnx_writer::GraphBuilder& graph, const onnx_writer::Value& x, const std::string& name,
                             onnx_writer::Storage storage);
    [[nodiscard]] std::int64_t parameter_count() const;  // after folding

 private:
    ConvBlock first_{nullptr};
    ConvBlock second_{nullptr};
    torch::nn::Linear squeeze_{nullptr};
    torch::nn::Linear excite_{nullptr};
};
TORCH_MODULE(ResidualBlock);

}  // namespace mllab::recipes
