// The steps from a trained network for pictures to a file that are the same for every recipe.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "inference/session.hpp"
#include "training/files/files.hpp"
#include "training/recipes/picture_network.hpp"

namespace mllab::recipes {

// A file that was written and compared with its network, but not published yet.
struct Draft {
    std::filesystem::path path;
    files::Bytes bytes;
    report::Parity parity;
    inference::Session session;
    report::Card card;  // id, name, file, architecture, inputs, outputs and parity are filled in
};

// Writes the network, which must be folded and in evaluation mode, beside its checkpoints, rounds its weights to what
// was stored, and compares both on `inputs` [N, C, H, W], all outputs. Throws onnx_writer::GraphError,
// parity::ParityError.
[[nodiscard]] Draft draft_of(PictureNetwork& network, const std::string& id, const std::string& name,
                             const std::filesystem::path& folder, const torch::Tensor& inputs);

// The facts of a data set of the list, for the card. Throws std::invalid_argument if there is no such set.
[[nodiscard]] report::DataFacts data_facts(const std::string& id,
                                           std::vector<std::pair<std::string, std::int64_t>> samples);

// A float that was rounded to thousandths, as a person would write it: 0.695, not 0.69499999.
[[nodiscard]] double decimal(float value);

// Puts file and card, once it holds together, into the models' folder.
void publish(const Draft& draft, const std::filesystem::path& models);

}  // namespace mllab::recipes
