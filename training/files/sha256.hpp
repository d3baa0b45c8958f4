// SHA-256 (FIPS 180-4), through OpenSSL.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace mllab::files {

using Digest = std::array<std::uint8_t, 32>;

[[nodiscard]] Digest sha256(std::span<const std::uint8_t> bytes);

// 64 lower-case hexadecimal digits, as sha256sum writes them.
[[nodiscard]] std::string hex(const Digest& digest);
[[nodiscard]] std::string sha256_hex(std::span<const std::uint8_t> bytes);
// Of a file of any size, read in parts. Throws FileError.
[[nodiscard]] std::string sha256_hex_of_file(const std::filesystem::path& path);

}  // namespace mllab::files
