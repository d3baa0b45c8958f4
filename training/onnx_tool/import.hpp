// onnx-tool import: pretrained networks of packages, or a file of one's own, into files and cards of this project.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "training/importers/package_file.hpp"

namespace mllab::onnx_tool {

struct Places {
    importers::Packages packages;
    std::filesystem::path out;    // where <id>.onnx and <id>.json go, each whole or not at all
    std::filesystem::path cache;  // conversions of earlier, by the hash of tool and source; empty: none
    std::string tool;             // stands for everything that a conversion depends on besides its source
};

enum class Outcome { converted, cached };

// A network that the project knows. Throws importers::PackageError where its package lacks the file or has another one:
// then `out` has no network of this id, not even one of earlier. Throws importers::ImportError, files::FileError.
Outcome import_known(const std::string& id, const Places& places);

// Of somebody's own.
struct OwnImport {
    std::filesystem::path file, labels;  // the label file: one a line, in the network's order, no background
    std::string like;                    // the known network of the same family
    std::string id, name, licence, trained;
    std::vector<std::string> originals;  // "name=original"
};
// Throws importers::ImportError, files::FileError.
void import_own(const OwnImport& own, const std::filesystem::path& out);

}  // namespace mllab::onnx_tool
