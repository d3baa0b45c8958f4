// What is in an ONNX file, after it has been verified: for the tool, for tests and for whoever wonders.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "training/onnx/types.hpp"

namespace mllab::onnx_writer {

struct ValueSummary {
    std::string name;
    std::string type;   // "float32" …
    std::string shape;  // "[N, 1, 28, 28]"
    std::string meaning;
};

struct ModelSummary {
    std::string graph;
    std::string description;
    std::string producer;
    std::vector<std::pair<std::string, std::string>> metadata;
    std::int64_t ir_version = 0;
    std::int64_t opset = 0;
    std::vector<ValueSummary> inputs;
    std::vector<ValueSummary> outputs;
    std::map<std::string, int> operators;
    std::vector<std::string> unnamed;  // operators of nodes that have no name, or that of an earlier node
    // Numbers of the weights, whatever they are stored as; not the scales and constants that GraphBuilder adds.
    std::int64_t parameters = 0;
    std::uintmax_t bytes = 0;
};

// Throws GraphError (see verify.hpp for what a model must be) or files::FileError; the message names the file.
[[nodiscard]] ModelSummary inspect(const std::filesystem::path& path);

// The model with a name for each node that has none: that of its first result, as GraphBuilder does it. Nothing else
// changes. Throws GraphError.
[[nodiscard]] std::string with_node_names(std::string_view bytes);

// For a terminal: one fact a line.
[[nodiscard]] std::string to_text(const ModelSummary& summary);

}  // namespace mllab::onnx_writer
