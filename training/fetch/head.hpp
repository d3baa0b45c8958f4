// The beginning of a large file from the network: the connection is closed when enough has come.
#pragma once

#include <cstddef>
#include <string>

#include "training/fetch/download.hpp"

namespace mllab::fetch {

// The first `drawings` drawings of a Quick, Draw! file, told by its address: lines of .ndjson, or rows of .npy under a
// header that says how many they are. All of them where the file has fewer. What comes back was read and found whole.
// Throws Unavailable where the address gives nothing, FileError where it broke off, is larger than
// `options.limit_bytes` before that many came, or is not what its name says.
[[nodiscard]] files::Bytes download_head(const std::string& address, std::size_t drawings,
                                         const DownloadOptions& options);

}  // namespace mllab::fetch
