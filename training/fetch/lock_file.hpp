// What was downloaded into a folder, so that the same address gives the same bytes later or says that it does not.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "training/files/files.hpp"

namespace mllab::fetch {

struct LockEntry {
    std::string sha256;
    std::uint64_t bytes = 0;
    std::string address;      // empty for a member of an archive
    std::uint64_t first = 0;  // only so many drawings of the file were kept; 0 = it is whole
};

class LockFile {
 public:
    // Reads `<folder>/ml-lab.lock.json`, if it is there. Throws files::FileError if it is not what `save` wrote.
    explicit LockFile(const std::filesystem::path& folder);

    [[nodiscard]] std::optional<LockEntry> find(const std::string& file) const;
    void put(const std::string& file, LockEntry entry) { entries_[file] = std::move(entry); }
    void save() const;
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
    std::filesystem::path path_;
    std::map<std::string, LockEntry> entries_;
};

}  // namespace mllab::fetch
