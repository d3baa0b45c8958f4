// A file from the network to the disk, in as many attempts as it takes: what has arrived stays in "<target>.part", what
// it is a part of is noted in "<target>.part.json", and the next attempt goes on from there if the server's file is
// still the same (RFC 9110: Range, If-Range).
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "training/fetch/http.hpp"

namespace mllab::fetch {

// This address gives nothing (no such file, no server): another one may.
class Unavailable : public FileError {
 public:
    using FileError::FileError;
};

struct DownloadOptions {
    Timeouts timeouts;
    std::uint64_t limit_bytes = std::uint64_t{1} << 30;
    std::function<void(std::uint64_t received, std::uint64_t total)> on_progress;  // total 0 = unknown
};

[[nodiscard]] std::filesystem::path part_of(const std::filesystem::path& target);

// Downloads into part_of(target) and leaves it there, whole. Throws Unavailable before a byte of the file has come, and
// FileError afterwards: broken off (the part is kept and the message says so), larger than the limit, written by
// another program at the same time.
void download(const std::string& address, const std::filesystem::path& target, const DownloadOptions& options);

// The part becomes `destination`, or goes away.
void keep_part(const std::filesystem::path& target, const std::filesystem::path& destination);
void remove_part(const std::filesystem::path& target);

}  // namespace mllab::fetch
