#include "training/importers/package_file.hpp"

#include <format>

#include "training/files/sha256.hpp"
#include "training/importers/import_error.hpp"

namespace mllab::importers {

files::Bytes read(const PackageFile& source, const Packages& packages) {
    const bool python = source.registry == "pip";
    const auto path = python ? packages.python / std::filesystem::path(source.file).filename()
                             : packages.project / "node_modules" / source.package / source.file;
    const std::string how = python ? "scripts/setup fetches" : "`npm ci` in " + packages.project.string() + " installs";
    const std::string remedy = std::format("{} {} {}", how, source.package, source.version);
    if (!std::filesystem::exists(path)) throw PackageError(std::format("{} is missing; {}", path.string(), remedy));
    const files::Bytes bytes = files::read(path);
    if (bytes.size() < source.offset || bytes.size() - source.offset < source.length)
        throw PackageError(
            std::format("{} has {} bytes, too few for the network in it; {}", path.string(), bytes.size(), remedy));
    const auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(source.offset);
    files::Bytes network(begin, begin + static_cast<std::ptrdiff_t>(source.length));
    if (files::sha256_hex(network) != source.sha256)
        throw PackageError(
            std::format("the network in {} is not the one that this project knows; {}", path.string(), remedy));
    return network;
}

}  // namespace mllab::importers
