#include "training/datasets/data_folder.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "training/files/files.hpp"

namespace mllab::datasets {

namespace {

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

// "x.gz" is there as "x.gz" or "x"; "x" as "x" or "x.gz"; "x/" as a folder.
bool is_there(const std::filesystem::path& folder, const std::string& file) {
    if (file.ends_with('/')) return std::filesystem::is_directory(folder / file);
    const std::string other = file.ends_with(".gz") ? file.substr(0, file.size() - 3) : file + ".gz";
    return std::filesystem::is_regular_file(folder / file) || std::filesystem::is_regular_file(folder / other);
}

}  // namespace

std::filesystem::path fetch_folder() {
    if (const std::string cache = environment("XDG_CACHE_HOME"); !cache.empty())
        return std::filesystem::path(cache) / "ml-lab" / "data";
    const std::string home = environment("HOME");
    if (home.empty()) throw files::FileError("neither XDG_CACHE_HOME nor HOME is set: give a folder with --data DIR");
    return std::filesystem::path(home) / ".cache" / "ml-lab" / "data";
}

Places Places::of_this_machine(const std::optional<std::filesystem::path>& given,
                               const std::filesystem::path& checkout) {
    Places places;
    if (given) {
        places.chosen = *given;
    } else if (const std::string data = environment("MLLAB_DATA"); !data.empty()) {
        places.chosen = data;
    } else {
        places.usual = {(std::filesystem::absolute(checkout) / ".." / "shared" / "data").lexically_normal(),
                        fetch_folder()};
    }
    return places;
}

std::filesystem::path folder_with(const DataSet& set, const Places& places) {
    const auto folders = places.chosen ? std::vector{*places.chosen} : places.usual;
    const auto wanted = set.wanted();
    std::string message = "the data set “" + set.name + "” was not found. Looked in:";
    for (const std::filesystem::path& folder : folders) {
        const auto missing = std::ranges::find_if(wanted, [&](const auto& file) { return !is_there(folder, file); });
        if (missing == wanted.end()) return folder;
        message += "\n  " + folder.string() +
                   (std::filesystem::is_directory(folder) ? ": no " + *missing : ": there is no such folder");
    }
    message += "\nTo fetch it: npm run train -- fetch " + set.id;
    if (places.chosen) message += " --data " + places.chosen->string();
    throw files::FileError(message);
}

}  // namespace mllab::datasets
