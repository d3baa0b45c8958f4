// SHA-256 (FIPS 180-4) for what the page itself computes: a few short texts. The trainer hashes large files with
// OpenSSL (training/files/sha256.hpp), which the page does not have.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace mllab::core {

using Sha256 = std::array<std::uint8_t, 32>;

[[nodiscard]] Sha256 sha256(std::span<const std::uint8_t> bytes);
[[nodiscard]] Sha256 sha256(std::string_view text);

// Two lower-case hexadecimal digits a byte, as sha256sum writes them.
[[nodiscard]] std::string hex(std::span<const std::uint8_t> bytes);

}  // namespace mllab::core
