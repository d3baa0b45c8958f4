// From a trained network for pictures to a draft that was compared with it: the same for every recipe.
#pragma once

#include <filesystem>
#include <string>

#include "training/publish/draft.hpp"
#include "training/nn/picture_network.hpp"

namespace mllab::recipes {

// Writes the network, which must be folded and in evaluation mode, beside its checkpoints, rounds its weights to what
// was stored, and compares both on `inputs` [N, C, H, W], all outputs. Throws onnx_writer::GraphError,
// parity::ParityError.
[[nodiscard]] Draft draft_of(PictureNetwork& network, const std::string& id, const std::string& name,
                             const std::filesystem::path& folder, const torch::Tensor& inputs);

}  // namespace mllab::recipes
