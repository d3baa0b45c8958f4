// onnx-tool import: pretrained networks of packages, or a file of one's own, into the project's files.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "training/importers/package_file.hpp"

namespace mllab::onnx_tool {

// Writes <id>.onnx and <id>.json into `out`, each whole or not at all, the card last. Throws importers::ImportError,
// files::FileError.
void import_network(const std::string& id, const importers::Packages& packages, const std::filesystem::path& out);

}  // namespace mllab::onnx_tool
