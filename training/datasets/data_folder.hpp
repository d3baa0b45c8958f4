// Where the data sets are on this machine.
#pragma once

#include <filesystem>
#include <optional>
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

// Where `fetch` puts data sets when it is not told: ${XDG_CACHE_HOME:-~/.cache}/ml-lab/data.
[[nodiscard]] std::filesystem::path fetch_folder();

// The folder that holds every file of the set (packed by gzip or plain). Throws files::FileError that lists where it
// looked, what is missing there and which command brings it.
[[nodiscard]] std::filesystem::path folder_with(const DataSet& set, const Places& places);

}  // namespace mllab::datasets
