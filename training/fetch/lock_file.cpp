#include "training/fetch/lock_file.hpp"

#include <nlohmann/json.hpp>

namespace mllab::fetch {

namespace {
constexpr int lock_format = 1;
constexpr std::size_t limit_bytes = std::size_t{1} << 20;
}  // namespace

LockFile::LockFile(const std::filesystem::path& folder) : path_(folder / "ml-lab.lock.json") {
    if (!std::filesystem::exists(path_)) return;
    const files::Bytes bytes = files::read(path_, limit_bytes);
    try {
        const auto json = nlohmann::json::parse(bytes);
        if (json.at("format") != lock_format) throw files::FileError(path_.string() + ": is of another format");
        for (const auto& [file, entry] : json.at("files").items())
            entries_[file] = {.sha256 = entry.at("sha256").get<std::string>(),
                              .bytes = entry.at("bytes").get<std::uint64_t>(),
                              .address = entry.at("address").get<std::string>(),
                              .first = entry.contains("first") ? entry.at("first").get<std::uint64_t>() : 0};
    } catch (const nlohmann::json::exception& error) {
        throw files::FileError(path_.string() + ": is not a lock file of ML Lab (" + error.what() +
                               "); without it, the next download decides what is right");
    }
}

std::optional<LockEntry> LockFile::find(const std::string& file) const {
    const auto found = entries_.find(file);
    if (found == entries_.end()) return std::nullopt;
    return found->second;
}

void LockFile::save() const {
    nlohmann::ordered_json list = nlohmann::ordered_json::object();
    for (const auto& [file, entry] : entries_) {
        list[file] = {{"sha256", entry.sha256}, {"bytes", entry.bytes}, {"address", entry.address}};
        if (entry.first > 0) list[file]["first"] = entry.first;
    }
    files::write_atomically(path_, nlohmann::ordered_json{{"format", lock_format}, {"files", list}}.dump(2) + "\n");
}

}  // namespace mllab::fetch
