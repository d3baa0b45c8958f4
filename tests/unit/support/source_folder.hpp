// The checkout, for tests that read what is committed or converted in it.
#pragma once

#include <cstdlib>
#include <filesystem>

namespace mllab::testing {

inline std::filesystem::path source_folder() {
    const char* folder = std::getenv("MLLAB_SOURCE_DIR");
    return folder != nullptr ? folder : ".";
}

}  // namespace mllab::testing
