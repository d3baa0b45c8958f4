// Files as the trainer needs them: read whole and bounded, written so that a crash leaves the old file or the new one,
// never half of one. Every error names the file and what is wrong with it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace mllab::files {

using Bytes = std::vector<std::uint8_t>;

class FileError : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

inline constexpr std::size_t default_limit_bytes = std::size_t{512} << 20;

// The file's bytes. Throws FileError if it is missing, not a regular file, unreadable or larger than `limit_bytes`.
[[nodiscard]] Bytes read(const std::filesystem::path& path, std::size_t limit_bytes = default_limit_bytes);

// The same, unpacked if the file is gzip (told by its first two bytes); `limit_bytes` bounds both forms.
[[nodiscard]] Bytes read_unpacked(const std::filesystem::path& path, std::size_t limit_bytes = default_limit_bytes);

// Writes a neighbouring temporary file, syncs it and renames it over `path`. Throws FileError; then `path` is as it
// was.
void write_atomically(const std::filesystem::path& path, std::span<const std::uint8_t> bytes);
void write_atomically(const std::filesystem::path& path, std::string_view text);

}  // namespace mllab::files
