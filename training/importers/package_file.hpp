// Foreign networks that packages carry: which file, which of its bytes, and the hash that tells whether they are the
// ones that this project knows. None of them is committed; set-up brings them.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "training/files/files.hpp"

namespace mllab::importers {

struct PackageFile {
    std::string registry;  // "npm", "pip", or empty: the file is somebody's own
    std::string package, version, licence;
    std::string file;            // in the package
    std::size_t offset, length;  // of what is meant in this file, in bytes
    std::string sha256;          // of these bytes, 64 hexadecimal digits
};

// Where packages are: npm's in the folder node_modules of `project`; files out of Python's, as set-up fetches them, in
// `python`.
struct Packages {
    std::filesystem::path project = ".";
    std::filesystem::path python = {};
};

// The bytes. Throws PackageError, which says what to do.
[[nodiscard]] files::Bytes read(const PackageFile& source, const Packages& packages);
[[nodiscard]] inline files::Bytes read(const PackageFile& source, const std::filesystem::path& project) {
    return read(source, Packages{.project = project});
}

}  // namespace mllab::importers
