// Members of .zip archives, and the .Z files of Unix' `compress` that the UCI repository keeps in them, through
// libarchive.
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "training/files/files.hpp"

namespace mllab::fetch {

// The member's bytes, its checksum compared. Throws files::FileError naming the archive: not a .zip, truncated, broken,
// no such member, more than `limit_bytes`.
[[nodiscard]] files::Bytes unzip_member(const std::filesystem::path& archive, const std::string& member,
                                        std::size_t limit_bytes);

// Unpacks LZW as `compress` writes it. Throws files::FileError. The format has no checksum and no length: a cut at its
// end shows only in the content.
[[nodiscard]] files::Bytes uncompress(std::span<const std::uint8_t> packed, const std::string& name,
                                      std::size_t limit_bytes);

}  // namespace mllab::fetch
