// Where the data sets are on this machine.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "training/datasets/sources.hpp"

namespace mllab::datasets {

struct Places {
    std::optional<std::filesystem::path> chosen;  // --data or MLLAB_DATA: then nowhere else
    std::vector<std::filesystem::path> usual;     // looked through in this order

    // `given` is the command line's --data, `checkout` the project's folder. Reads MLLAB_DATA, XDG_CACHE_HOME, HOME.
    [[nodiscard]] static Places of_this_machine(const std::optional<std::filesystem::path>& given,
                                                const std::filesystem::path& checkout);
};

// One of a set's files below a data folder, as it may lie there: packed by gzip or plain, and an IDX file with a dot
// in its name ("train-images.idx3-ubyte"), as some copies have it. Nothing where it is in none of these forms.
[[nodiscard]] std::optional<std::filesystem::path> found_file(const std::filesystem::path& folder,
                                                              const std::string& file);

// Where `fetch` puts data sets when it is not told: ${XDG_CACHE_HOME:-~/.cache}/ml-lab/data.
[[nodiscard]] std::filesystem::path fetch_folder();

// The folder that holds every file of the set (packed by gzip or plain). Throws files::FileError that lists where it
// looked, what is missing there and which command brings it.
[[nodiscard]] std::filesystem::path folder_with(const DataSet& set, const Places& places);

// Those of the set's files in that folder which are not the official ones: their content has another SHA-256 than the
// one that is known. Files of which none is known are not looked at. Throws files::FileError where one cannot be read.
[[nodiscard]] std::vector<std::string> other_files(const DataSet& set, const std::filesystem::path& folder);

}  // namespace mllab::datasets
