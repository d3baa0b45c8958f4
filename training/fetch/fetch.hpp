// Brings a data set to this machine: downloads what is missing, goes on where an earlier attempt stopped, checks every
// byte that can be checked, and never leaves a file under its own name that is not whole.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "training/datasets/sources.hpp"
#include "training/fetch/http.hpp"

namespace mllab::fetch {

struct FetchOptions {
    Timeouts timeouts;
    std::uint64_t limit_bytes = std::uint64_t{1} << 30;  // of one file, packed or not
};

struct FileProgress {
    std::string file;
    std::uint64_t received = 0;
    std::uint64_t total = 0;  // 0 = unknown
};
using OnProgress = std::function<void(const FileProgress&)>;

struct Fetched {
    std::vector<std::string> downloaded;  // below the folder
    std::vector<std::string> kept;        // were there already, and are what they should be
};

// Throws FileError: no address gives the file (each with its reason), broken off (may be resumed), or not the bytes
// that were expected. Expected is what the source list or the folder's lock file says; a file that fails is set aside
// as
// "<file>.rejected". The first download of a file without a known hash decides and is written into the lock file.
Fetched fetch(const datasets::DataSet& set, const std::filesystem::path& folder, const FetchOptions& options,
              const OnProgress& on_progress);

}  // namespace mllab::fetch
