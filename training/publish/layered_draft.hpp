// From a trained network for pictures to a draft that was compared with it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "training/nn/layered_network.hpp"
#include "training/publish/draft.hpp"

namespace mllab::publish {

// Compares the file that a network, folded, rounded and in evaluation mode, was written to with the network in float64
// on `inputs` [N, C, H, W], all outputs; those that jump only on inputs where it is not rounding that decides. Throws
// parity::ParityError, on too few of these as well.
[[nodiscard]] report::Parity check_parity(nn::LayeredNetwork& network, const std::filesystem::path& file,
                                          const torch::Tensor& inputs);

// At most `count` of these inputs [N, …], from all over them: sets and classes lie one behind the other.
[[nodiscard]] torch::Tensor spread(const torch::Tensor& inputs, std::int64_t count);

// Writes the network, which must be folded, rounded and in evaluation mode, beside its checkpoints and compares the
// file with the network in float64 on `inputs` [N, C, H, W], all outputs. Throws onnx_writer::GraphError,
// parity::ParityError.
[[nodiscard]] Draft draft_of(nn::LayeredNetwork& network, const std::string& id, const std::string& name,
                             const std::filesystem::path& folder, const torch::Tensor& inputs);

}  // namespace mllab::publish
