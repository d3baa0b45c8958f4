#include "training/nn/rounding.hpp"

#include "training/nn/blocks.hpp"

namespace mllab::recipes {

void round_to(torch::Tensor& tensor, onnx_writer::Storage storage) {
    const torch::NoGradGuard no_gradients;
    const core::Shape shape(tensor.sizes().begin(), tensor.sizes().end());
    tensor.copy_(torch::tensor(onnx_writer::stored_values(numbers_of(tensor), shape, storage)).view(tensor.sizes()));
}

}  // namespace mllab::recipes
