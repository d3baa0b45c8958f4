#include "training/nn/weights.hpp"

namespace mllab::nn {

namespace {

core::Shape shape_of(const torch::Tensor& tensor) { return {tensor.sizes().begin(), tensor.sizes().end()}; }

}  // namespace

std::vector<float> numbers_of(const torch::Tensor& tensor) {
    const torch::Tensor dense = tensor.detach().to(torch::kFloat32).contiguous();
    const float* data = dense.data_ptr<float>();
    return {data, data + dense.numel()};
}

core::Tensor plain(const torch::Tensor& tensor) { return {shape_of(tensor), numbers_of(tensor)}; }

void round_to(torch::Tensor tensor, onnx_writer::Storage storage) {
    const torch::NoGradGuard no_gradients;
    tensor.copy_(
        torch::tensor(onnx_writer::stored_values(numbers_of(tensor), shape_of(tensor), storage)).view(tensor.sizes()));
}

onnx_writer::Value GraphWeights::write(const std::string& name, const torch::Tensor& tensor,
                                       onnx_writer::Storage storage) {
    auto value = graph_.weight(name, numbers_of(tensor), shape_of(tensor), storage);
    written_.emplace(name, value);
    return value;
}

}  // namespace mllab::nn
