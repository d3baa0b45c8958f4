// Checkpoints: named blobs that a training needs to go on exactly where it was stopped. A crash at any moment leaves a
// checkpoint that can be loaded: each is written beside the others and renamed, and the last two are kept.
//
// File: "MLLABCKP", version (u32), payload length (u64), SHA-256 of the payload, payload; all numbers little-endian.
// Payload: number of blobs (u32), then for each: name length (u32), name, length (u64), bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "training/files/files.hpp"

namespace mllab::report {

using Blobs = std::map<std::string, files::Bytes>;

// The bytes of a checkpoint file and back. `decode` throws files::FileError naming `name` and what is wrong.
[[nodiscard]] files::Bytes encode_checkpoint(const Blobs& blobs);
[[nodiscard]] Blobs decode_checkpoint(std::span<const std::uint8_t> bytes, const std::string& name);

struct Checkpoint {
    std::uint64_t number = 0;
    std::filesystem::path path;
    Blobs blobs;
    std::vector<std::string> warnings;  // newer checkpoints that could not be read, and why
};

// The checkpoints of one training: files "checkpoint-<number>.mllab" in a folder of their own.
class Checkpoints {
 public:
    explicit Checkpoints(std::filesystem::path folder) : folder_(std::move(folder)) {}

    // Writes the next checkpoint and removes all but the two newest. Makes the folder. Throws files::FileError.
    std::filesystem::path save(const Blobs& blobs) const;

    // The newest checkpoint that is whole; none if there is no checkpoint at all. Throws files::FileError if there are
    // some and none is whole: starting over silently would waste what a person may still rescue.
    [[nodiscard]] std::optional<Checkpoint> load() const;

    // Removes this training's checkpoints, nothing else in the folder.
    void remove() const;

 private:
    [[nodiscard]] std::vector<std::pair<std::uint64_t, std::filesystem::path>> newest_first() const;
    std::filesystem::path folder_;
};

}  // namespace mllab::report
