// What the targets have in common.
#pragma once

#include <cstddef>
#include <cstdint>
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

}  // namespace mllab::testing
