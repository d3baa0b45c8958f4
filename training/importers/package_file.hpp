// Foreign networks that npm packages carry: which file, which of its bytes, and the hash that tells whether they are
// the ones that this project knows. None of them is committed; `npm ci` brings them.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "training/files/files.hpp"

namespace mllab::importers {

struct PackageFile {
    std::string registry;  // "npm"
    std::string package, version, licence;
    std::string file;            // in the package
    std::size_t offset, length;  // of what is meant in this file, in bytes
    std::string sha256;          // of these bytes, 64 hexadecimal digits
};

// MobileNetV2 with an SSD head for boxes of 23 classes of Open Images, in TensorFlow Lite's format. Whatever is trained
// from its backbone names it on its card.
[[nodiscard]] const PackageFile& ssd_mobilenet_v2();

// CenterNet on MobileNetV3-0.75 for boxes of COCO's 80 classes, a graph model of TensorFlow.js: its graph as JSON, and
// its weights.
[[nodiscard]] const PackageFile& centernet_graph();
[[nodiscard]] const PackageFile& centernet_weights();

// Where packages are: npm's in the folder node_modules of `project`; files out of Python's, as set-up fetches them, in
// `python`.
struct Packages {
    std::filesystem::path project = ".";
    std::filesystem::path python = {};
};

// The bytes. Throws ImportError, which says what to do.
[[nodiscard]] files::Bytes read(const PackageFile& source, const Packages& packages);
[[nodiscard]] inline files::Bytes read(const PackageFile& source, const std::filesystem::path& project) {
    return read(source, Packages{.project = project});
}

}  // namespace mllab::importers
