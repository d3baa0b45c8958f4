// The data sets that the trainer knows: where they come from officially, what they may be used for, whom to thank.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mllab::datasets {

// A file inside a downloaded archive (.zip) that is kept, unpacked once more if its name ends in .Z.
struct Member {
    std::string name;            // in the archive
    std::string file;            // where it goes, below the data folder
    std::string content_sha256;  // of the unpacked bytes; empty = not verified by us, then the first download decides
};

// A folder inside a downloaded archive (.zip or .tar) that is kept, with all files in it and below it.
struct Tree {
    std::string name;    // in the archive: "VOCdevkit/VOC2007"
    std::string folder;  // where it goes, below the data folder
};

struct SourceFile {
    std::string file;                    // where it goes, below the data folder: "mnist/train-images-idx3-ubyte.gz"
    std::vector<std::string> addresses;  // official one or mirrors, in the order in which they are tried
    // SHA-256 of the bytes after unpacking gzip. It stands here only where these very bytes were seen and checked;
    // else it is empty and the lock file of the first download decides.
    std::string content_sha256;
    std::vector<Member> members;  // of an archive, which is itself not kept
    // Only the first so many drawings (lines of .ndjson, rows of .npy) are brought and kept; 0 = the whole file.
    std::size_t first = 0;
    std::optional<Tree> tree = std::nullopt;  // of an archive, which is itself not kept
    // As published for the file that is downloaded; 0 and empty = nobody says. A file that is known to be large may be.
    std::uint64_t bytes = 0;
    std::string sha256 = {};
};

struct DataSet {
    std::string id;
    std::string name;
    std::string homepage;
    std::string licence;
    std::string attribution;
    std::vector<SourceFile> files;

    // The files that training reads, below the data folder, and folders, whose names end in a slash.
    [[nodiscard]] std::vector<std::string> wanted() const;
};

[[nodiscard]] const std::vector<DataSet>& data_sets();

// Throws std::invalid_argument naming those that there are.
[[nodiscard]] const DataSet& data_set(std::string_view id);

// Quick, Draw! cut down, because whole categories are tens to hundreds of megabytes: these categories (none named =
// all) and the first `per_category` drawings of each (0 = all). Throws std::invalid_argument naming a category that
// there is not.
[[nodiscard]] DataSet quickdraw_part(std::span<const std::string> categories, std::size_t per_category);

}  // namespace mllab::datasets
