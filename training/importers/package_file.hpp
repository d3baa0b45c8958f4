// Foreign networks that npm packages carry: which file, which of its bytes, and the hash that tells whether they are
// the ones that this project knows. None of them is committed; `npm ci` brings them.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "training/files/files.hpp"

namespace mllab::importers {

struct PackageFile {
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

// The bytes. `project` is the folder with node_modules. Throws ImportError, which says what to do.
[[nodiscard]] files::Bytes read(const PackageFile& source, const std::filesystem::path& project);

}  // namespace mllab::importers
