// From a trained network for pictures to a draft that was compared with it.
#pragma once

#include <filesystem>
#include <string>

#include "training/nn/layered_network.hpp"
#include "training/publish/draft.hpp"

namespace mllab::publish {

// Writes the network, which must be folded, rounded and in evaluation mode, beside its checkpoints and compares the
// file with the network in float64 on `inputs` [N, C, H, W], all outputs. Throws onnx_writer::GraphError,
// parity::ParityError.
[[nodiscard]] Draft draft_of(nn::LayeredNetwork& network, const std::string& id, const std::string& name,
                             const std::filesystem::path& folder, const torch::Tensor& inputs);

}  // namespace mllab::publish
