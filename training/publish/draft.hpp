// From a graph to a published model: a draft beside the checkpoints, its card, and at last file and card in the models'
// folder. The same for every recipe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "inference/session.hpp"
#include "training/files/files.hpp"
#include "training/fit/result.hpp"
#include "training/onnx/graph_builder.hpp"
#include "training/report/card.hpp"

namespace mllab::publish {

// A file that was written, but not published yet.
struct Draft {
    std::filesystem::path path;
    files::Bytes bytes;
    inference::Session session;
    report::Card card;  // id, name, file, architecture, inputs and outputs are filled in; parity once it was checked
};

// Writes the graph as `folder`/`id`.onnx and loads it. Throws onnx_writer::GraphError, files::FileError.
[[nodiscard]] Draft written(const onnx_writer::GraphBuilder& graph, report::Architecture architecture,
                            const std::string& id, const std::string& name, const std::filesystem::path& folder);

// The licence that stands in every file.
inline constexpr const char* file_licence = "MIT; trained on data sets that ask for attribution, see the model card";

// Rounds a network's weights to what its file will hold. Gives by how much that changes `accuracy`, which is asked
// before and after it; for Rounding on the card.
template <typename Network, typename Accuracy>
[[nodiscard]] double rounded(Network& network, const Accuracy& accuracy) {
    const double before = accuracy();
    network.round();
    return accuracy() - before;
}

// Notes what was compared, in the card and on the screen.
void note_parity(Draft& draft, const report::Parity& parity);

// The facts of a data set of the list, for the card. Throws std::invalid_argument if there is no such set.
[[nodiscard]] report::DataFacts data_facts(const std::string& id,
                                           std::vector<std::pair<std::string, std::int64_t>> samples);

// Curve, epochs, seconds and what was found about kernels; the recipe knows the rest.
void note_training(report::Card& card, report::TrainingFacts facts, const fit::Result& result);

// A float that was rounded to thousandths, as a person would write it: 0.695, not 0.69499999.
[[nodiscard]] double decimal(float value);

// Puts file and card, once it holds together, into the models' folder.
void publish(const Draft& draft, const std::filesystem::path& models);

}  // namespace mllab::publish
