// Where a training computes.
#pragma once

#include <torch/torch.h>

#include <string>

namespace mllab::parallel {

// "cpu" or "cuda"; of a machine's several CUDA devices the one of LOCAL_RANK, which torchrun sets, or the first. Throws
// std::invalid_argument where libtorch has no such device, saying so.
[[nodiscard]] torch::Device device_named(const std::string& name);

}  // namespace mllab::parallel
