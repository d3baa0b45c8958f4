// What a zip archive holds, through libarchive, bounded: packages and PyTorch's files are such archives.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "training/files/files.hpp"

namespace mllab::importers {

// Every file in it, by its whole name. Throws ImportError on what is no zip archive or is cut, on members that are
// encrypted, damaged (each one's checksum is compared) or there twice, and where all of them together are more than
// `limit_bytes`.
[[nodiscard]] std::map<std::string, files::Bytes> zip_members(std::span<const std::uint8_t> archive,
                                                              std::size_t limit_bytes);

}  // namespace mllab::importers
