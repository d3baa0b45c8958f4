// A network that is initialised from another one's published file: with what that one has learned of the language.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "experiments/text_generation/pipeline/alphabet.hpp"
#include "training/onnx/read_weights.hpp"
#include "training/report/card.hpp"

namespace mllab::recipes {

struct InitialWeights {
    report::Card card;
    onnx_writer::ReadWeights weights;

    // The place in that network's alphabet of every character of another one; of those that it does not have, its
    // replacement's.
    [[nodiscard]] std::vector<std::int64_t> rows(const text_generation::Alphabet& alphabet) const;
    // What that network was trained on, for the card of the one that is initialised from it.
    [[nodiscard]] std::vector<report::DataFacts> data() const;
};

// Throws files::FileError, report::CardError, onnx_writer::GraphError, and std::runtime_error if the file is not the
// one that the card describes.
[[nodiscard]] InitialWeights read_initial_weights(const std::string& id, const std::filesystem::path& models);

}  // namespace mllab::recipes
