// What the targets have in common.
#pragma once

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <string_view>

namespace mllab::testing {

// Runs `read`, which may throw this error and nothing else: what it throws besides ends the program, and libFuzzer
// keeps the input.
template <typename Error, typename Read>
int survives(Read read) {
    try {
        read();
    } catch (const Error&) {  // NOLINT(bugprone-empty-catch): refused, as it may be
    }
    return 0;
}

inline std::string_view letters(const std::uint8_t* bytes, std::size_t size) {
    return {reinterpret_cast<const char*>(bytes), size};
}

// For readers that take a path: the input as a file of this name, the same for every input.
inline std::filesystem::path as_file(const std::string& name, std::span<const std::uint8_t> bytes) {
    static const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("mllab-fuzz-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder);
    std::ofstream file(folder / name, std::ios::binary);
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return folder / name;
}

}  // namespace mllab::testing
