// Members of .zip archives, whole folders of .zip and .tar archives, and the .Z files of Unix' `compress` that the UCI
// repository keeps in them, through libarchive.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "training/files/files.hpp"

namespace mllab::fetch {

// The member's bytes, its checksum compared. Throws files::FileError naming the archive: not a .zip, truncated, broken,
// no such member, more than `limit_bytes`.
[[nodiscard]] files::Bytes unzip_member(const std::filesystem::path& archive, const std::string& member,
                                        std::size_t limit_bytes);

struct TreeLimits {
    std::size_t files = std::size_t{1} << 19;
    std::uint64_t bytes = std::uint64_t{1} << 30;  // of all files together
};

// All files below the folder `name` of a .zip or .tar archive, as they lie in it, in the new folder `to`, which is
// there only once it is whole; the archive is read piece by piece. A .tar that is cut between two files is not noticed
// here, only by its length or hash. Gives the number of files. Throws files::FileError naming the archive: not one,
// truncated, broken; a name that leads out of the folder, is too long or there twice; a link or a device; nothing below
// `name`; more than the limits. `to` is then not there, and nothing else is left.
std::size_t unpack_tree(const std::filesystem::path& archive, const std::string& name, const std::filesystem::path& to,
                        const TreeLimits& limits);

// Unpacks LZW as `compress` writes it. Throws files::FileError. The format has no checksum and no length: a cut at its
// end shows only in the content.
[[nodiscard]] files::Bytes uncompress(std::span<const std::uint8_t> packed, const std::string& name,
                                      std::size_t limit_bytes);

}  // namespace mllab::fetch
