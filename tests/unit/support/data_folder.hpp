// Where the real data sets are, for tests that want them: MLLAB_DATA, else ../shared/data beside the checkout. A test
// that cannot find its file skips and names it.
#pragma once

#include <catch_amalgamated.hpp>
#include <cstdlib>
#include <filesystem>
#include <string>

namespace mllab::testing {

inline std::filesystem::path real_data_folder() {
    if (const char* data = std::getenv("MLLAB_DATA"); data != nullptr && *data != '\0') return data;
    if (const char* source = std::getenv("MLLAB_SOURCE_DIR"); source != nullptr && *source != '\0')
        return (std::filesystem::path(source) / ".." / "shared" / "data").lexically_normal();
    return "data sets: neither MLLAB_DATA nor MLLAB_SOURCE_DIR is set";
}

// The path of a file of the data sets; skips the running test, naming the file, where it is not there.
inline std::filesystem::path need_data(const std::string& name) {
    const std::filesystem::path path = real_data_folder() / name;
    if (!std::filesystem::exists(path)) SKIP("needs a file that is not here: " << path.string());
    return path;
}

}  // namespace mllab::testing
