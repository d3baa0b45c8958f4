// Pictures that come in an archive of tape (POSIX.1-1988 "ustar", and what GNU tar makes of short names).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace mllab::datasets {

struct TarMember {
    std::string name;
    std::span<const std::uint8_t> bytes;  // of the archive
};

// The regular files of an unpacked archive, in its order. Throws files::FileError naming `archive`: a checksum that is
// not the header's, a size that is no number, a member that reaches beyond the end.
[[nodiscard]] std::vector<TarMember> members_of_tar(std::span<const std::uint8_t> bytes, const std::string& archive);

}  // namespace mllab::datasets
