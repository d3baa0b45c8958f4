#include "training/datasets/data_folder.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "training/files/files.hpp"
#include "training/files/sha256.hpp"

namespace mllab::datasets {

namespace {

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

// "x/" is a folder.
bool is_there(const std::filesystem::path& folder, const std::string& file) {
    return file.ends_with('/') ? std::filesystem::is_directory(folder / file) : found_file(folder, file).has_value();
}

struct Known {
    std::string file;
    std::string content_sha256;
};

std::vector<Known> known_contents(const DataSet& set) {
    std::vector<Known> known;
    for (const SourceFile& source : set.files) {
        if (source.members.empty()) known.push_back({source.file, source.content_sha256});
        for (const Member& member : source.members) known.push_back({member.file, member.content_sha256});
    }
    std::erase_if(known, [](const Known& one) { return one.content_sha256.empty(); });
    return known;
}

}  // namespace

std::optional<std::filesystem::path> found_file(const std::filesystem::path& folder, const std::string& file) {
    const std::string plain = file.ends_with(".gz") ? file.substr(0, file.size() - 3) : file;
    std::vector<std::string> forms{plain};
    if (const std::size_t kind = plain.rfind("-idx"); kind != std::string::npos) {
        forms.push_back(plain);
        forms.back()[kind] = '.';
    }
    for (const std::string& form : forms)
        for (const char* packed : {".gz", ""})
            if (std::filesystem::is_regular_file(folder / (form + packed))) return folder / (form + packed);
    return std::nullopt;
}

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

std::vector<std::string> other_files(const DataSet& set, const std::filesystem::path& folder) {
    std::vector<std::string> others;
    for (const Known& known : known_contents(set))
        if (const auto path = found_file(folder, known.file);
            path && files::sha256_hex(files::read_unpacked(*path)) != known.content_sha256)
            others.push_back(path->filename().string());
    return others;
}

}  // namespace mllab::datasets
