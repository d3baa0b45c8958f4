// A network's weights as its file will hold them.
#pragma once

#include <torch/torch.h>

#include "training/onnx/weights.hpp"

namespace mllab::recipes {

// Replaces a tensor's numbers by those that the runtime will compute with.
void round_to(torch::Tensor& tensor, onnx_writer::Storage storage);

}  // namespace mllab::recipes
