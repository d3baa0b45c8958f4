// Files of an archive, or of a folder, one after another.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>

#include "training/files/files.hpp"

namespace mllab::datasets {

struct MemberLimits {
    std::size_t archive_bytes = std::size_t{512} << 20;
    std::size_t members = 400'000;
    std::size_t member_bytes = std::size_t{16} << 20;
    std::size_t all_bytes = std::size_t{1} << 30;  // of those that are read
};

using Wanted = std::function<bool(const std::string&)>;
using TakeMember = std::function<void(const std::string&, files::Bytes)>;

// The regular files of a .zip or a .tar, gzipped or not, through libarchive, in the archive's order, whose name
// `wanted` likes. Names are only looked at: nothing is written anywhere. Throws files::FileError naming the archive:
// unreadable, no archive, broken off, a checksum that is wrong, more or larger members than the limits.
void members_of_archive(const std::filesystem::path& archive, const Wanted& wanted, const TakeMember& take,
                        const MemberLimits& limits = {});

// The regular files below `folder`, sorted; each is called by its path from `folder`'s parent on. Symbolic links to
// folders are not followed. Throws files::FileError.
void members_of_folder(const std::filesystem::path& folder, const Wanted& wanted, const TakeMember& take,
                       const MemberLimits& limits = {});

}  // namespace mllab::datasets
