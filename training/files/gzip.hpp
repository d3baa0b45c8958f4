// Gzip in memory (RFC 1952), through zlib: checksum and length are checked, bombs are stopped at a limit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "training/files/files.hpp"

namespace mllab::files {

[[nodiscard]] bool is_gzip(std::span<const std::uint8_t> bytes) noexcept;

// `name` stands in messages. Several members after one another are one file, as the format says. Throws FileError when
// the data is broken, truncated, followed by anything else, or unpacks to more than `limit_bytes`.
[[nodiscard]] Bytes gunzip(std::span<const std::uint8_t> packed, const std::string& name, std::size_t limit_bytes);

// Deterministic: no time, no file name.
[[nodiscard]] Bytes gzip(std::span<const std::uint8_t> plain);

}  // namespace mllab::files
