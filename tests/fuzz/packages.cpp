// What packages bring: an archive's members, and the part of a file that is a network.
#include <string>

#include "fuzz/survives.hpp"
#include "training/importers/import_error.hpp"
#include "training/importers/package_file.hpp"
#include "training/importers/zip_members.hpp"

using namespace mllab;

namespace {

// Two bytes say where the part begins, two how long it is; then comes the file.
void read_part(const std::uint8_t* bytes, std::size_t size) {
    constexpr std::size_t header = 4;
    if (size < header) return;
    const auto number = [&](std::size_t at) { return std::size_t{bytes[at]} << 8U | bytes[at + 1]; };
    const auto file = testing::as_file("part.bin", {bytes + header, size - header});
    const importers::PackageFile source{.registry = "pip",
                                        .package = "made-up",
                                        .version = "1",
                                        .licence = "",
                                        .file = "part.bin",
                                        .offset = number(0),
                                        .length = number(2),
                                        .sha256 = std::string(64, '0')};
    (void)importers::read(source, importers::Packages{.project = ".", .python = file.parent_path()});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    testing::survives<importers::ImportError>(
        [&] { (void)importers::zip_members({bytes, size}, std::size_t{64} << 20U); });
    return testing::survives<importers::ImportError>([&] { read_part(bytes, size); });
}
