#include "training/importers/package_file.hpp"

#include <format>

#include "training/files/sha256.hpp"
#include "training/importers/import_error.hpp"

namespace mllab::importers {

const PackageFile& ssd_mobilenet_v2() {
    // Before the network stand its labels, one a line.
    static const PackageFile source{.registry = "npm",
                                    .package = "@mediapipe/objectron",
                                    .version = "0.4.1675468480",
                                    .licence = "Apache-2.0",
                                    .file = "objectron_solution_packed_assets.data",
                                    .offset = 184,
                                    .length = 9'987'728,
                                    .sha256 = "d0a5255bf8c4f5a0bc4240741a76c41d5e939f7655078f945f50ab53a9375da6"};
    return source;
}

const PackageFile& centernet_graph() {
    static const PackageFile source{.registry = "npm",
                                    .package = "@vladmandic/human",
                                    .version = "3.3.6",
                                    .licence = "MIT",
                                    .file = "models/centernet.json",
                                    .offset = 0,
                                    .length = 201'673,
                                    .sha256 = "bfb942eaacc5becf738d536663bc4580a0ae9e560722306e6d4dd7fe4a09de05"};
    return source;
}

const PackageFile& centernet_weights() {
    static const PackageFile source{.registry = "npm",
                                    .package = "@vladmandic/human",
                                    .version = "3.3.6",
                                    .licence = "MIT",
                                    .file = "models/centernet.bin",
                                    .offset = 0,
                                    .length = 4'030'290,
                                    .sha256 = "1b635a15009071f506f9f2b3519b31c072c534888989f30d269ffd44734ef7ef"};
    return source;
}

files::Bytes read(const PackageFile& source, const Packages& packages) {
    const bool python = source.registry == "pip";
    const auto path =
        python ? packages.python / source.file : packages.project / "node_modules" / source.package / source.file;
    const std::string how = python ? "scripts/setup fetches" : "`npm ci` in " + packages.project.string() + " installs";
    const std::string remedy = std::format("{} {} {}", how, source.package, source.version);
    if (!std::filesystem::exists(path)) throw ImportError(std::format("{} is missing; {}", path.string(), remedy));
    files::Bytes bytes = files::read(path);
    if (bytes.size() < source.offset + source.length)
        throw ImportError(
            std::format("{} has {} bytes, too few for the network in it; {}", path.string(), bytes.size(), remedy));
    const auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(source.offset);
    files::Bytes network(begin, begin + static_cast<std::ptrdiff_t>(source.length));
    if (files::sha256_hex(network) != source.sha256)
        throw ImportError(
            std::format("the network in {} is not the one that this project knows; {}", path.string(), remedy));
    return network;
}

}  // namespace mllab::importers
