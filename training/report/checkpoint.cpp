#include "training/report/checkpoint.hpp"

#include <algorithm>
#include <charconv>
#include <format>
#include <functional>
#include <string_view>

#include "training/files/sha256.hpp"

namespace mllab::report {

namespace {

using files::Bytes;
using files::FileError;

constexpr std::string_view magic = "MLLABCKP";
constexpr std::uint32_t version = 1;
constexpr std::size_t header_size = 8 + 4 + 8 + 32;
constexpr std::size_t limit_bytes = std::size_t{4} << 30;
constexpr std::string_view prefix = "checkpoint-";
constexpr std::string_view suffix = ".mllab";

template <typename T>
void append(Bytes& bytes, T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i) bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

void append(Bytes& bytes, std::string_view text) { bytes.insert(bytes.end(), text.begin(), text.end()); }

// Reads from the front of a span; every length is compared with what is left before anything is taken.
class Reader {
 public:
    Reader(std::span<const std::uint8_t> bytes, const std::string& name) : rest_(bytes), name_(name) {}

    template <typename T>
    T number() {
        T value = 0;
        const auto bytes = take(sizeof(T));
        for (std::size_t i = 0; i < sizeof(T); ++i) value |= static_cast<T>(T{bytes[i]} << (8 * i));
        return value;
    }
    std::span<const std::uint8_t> take(std::uint64_t count) {
        if (count > rest_.size())
            throw FileError(
                std::format("{}: is broken: a length of {} where {} bytes are left", name_, count, rest_.size()));
        const auto taken = rest_.first(static_cast<std::size_t>(count));
        rest_ = rest_.subspan(taken.size());
        return taken;
    }
    [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
    std::span<const std::uint8_t> rest_;
    const std::string& name_;
};

std::optional<std::uint64_t> number_in(std::string_view name) {
    if (!name.starts_with(prefix) || !name.ends_with(suffix) || name.size() <= prefix.size() + suffix.size())
        return std::nullopt;
    name = name.substr(prefix.size(), name.size() - prefix.size() - suffix.size());
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
    return number;
}

}  // namespace

Bytes encode_checkpoint(const Blobs& blobs) {
    Bytes payload;
    append(payload, static_cast<std::uint32_t>(blobs.size()));
    for (const auto& [name, bytes] : blobs) {
        append(payload, static_cast<std::uint32_t>(name.size()));
        append(payload, std::string_view(name));
        append(payload, static_cast<std::uint64_t>(bytes.size()));
        payload.insert(payload.end(), bytes.begin(), bytes.end());
    }
    Bytes file;
    file.reserve(header_size + payload.size());
    append(file, magic);
    append(file, version);
    append(file, static_cast<std::uint64_t>(payload.size()));
    const files::Digest digest = files::sha256(payload);
    file.insert(file.end(), digest.begin(), digest.end());
    file.insert(file.end(), payload.begin(), payload.end());
    return file;
}

Blobs decode_checkpoint(std::span<const std::uint8_t> bytes, const std::string& name) {
    if (bytes.size() < header_size)
        throw FileError(
            std::format("{}: has {} bytes, a checkpoint's header alone needs {}", name, bytes.size(), header_size));
    if (!std::ranges::equal(bytes.first(magic.size()), magic, {}, {},
                            [](char c) { return static_cast<std::uint8_t>(c); }))
        throw FileError(name + ": is not a checkpoint of ML Lab");
    Reader header(bytes.subspan(magic.size()), name);
    if (const auto found = header.number<std::uint32_t>(); found != version)
        throw FileError(
            std::format("{}: is a checkpoint of version {}, this program knows version {}", name, found, version));
    const auto length = header.number<std::uint64_t>();
    const auto promised = header.take(32);
    const auto payload = bytes.subspan(header_size);
    if (payload.size() != length)
        throw FileError(std::format("{}: is {}: {} bytes where its header promises {}", name,
                                    payload.size() < length ? "truncated" : "too long", payload.size(), length));
    if (!std::ranges::equal(files::sha256(payload), promised))
        throw FileError(name + ": is corrupt: its SHA-256 is not the one in its header");

    Reader reader(payload, name);
    Blobs blobs;
    for (auto count = reader.number<std::uint32_t>(); count > 0; --count) {
        const auto key = reader.take(reader.number<std::uint32_t>());
        const auto value = reader.take(reader.number<std::uint64_t>());
        blobs.emplace(std::string(key.begin(), key.end()), Bytes(value.begin(), value.end()));
    }
    if (!reader.at_end()) throw FileError(name + ": is broken: bytes after its last blob");
    return blobs;
}

std::vector<std::pair<std::uint64_t, std::filesystem::path>> Checkpoints::newest_first() const {
    std::vector<std::pair<std::uint64_t, std::filesystem::path>> found;
    if (!std::filesystem::exists(folder_)) return found;
    for (const auto& entry : std::filesystem::directory_iterator(folder_))
        if (const auto number = number_in(entry.path().filename().string())) found.emplace_back(*number, entry.path());
    std::ranges::sort(found, std::greater{});
    return found;
}

std::filesystem::path Checkpoints::save(const Blobs& blobs) const {
    std::filesystem::create_directories(folder_);
    const auto old = newest_first();
    const std::uint64_t number = old.empty() ? 1 : old.front().first + 1;
    std::filesystem::path path = folder_ / std::format("{}{:06}{}", prefix, number, suffix);
    files::write_atomically(path, encode_checkpoint(blobs));
    for (std::size_t i = 1; i < old.size(); ++i) std::filesystem::remove(old[i].second);
    return path;
}

std::optional<Checkpoint> Checkpoints::load() const {
    Checkpoint checkpoint;
    const auto found = newest_first();
    if (found.empty()) return std::nullopt;
    for (const auto& [number, path] : found) {
        try {
            checkpoint.blobs = decode_checkpoint(files::read(path, limit_bytes), path.string());
            checkpoint.number = number;
            checkpoint.path = path;
            return checkpoint;
        } catch (const FileError& error) {
            checkpoint.warnings.emplace_back(error.what());
        }
    }
    std::string message = "no checkpoint in " + folder_.string() + " can be used; remove them to start over";
    for (const std::string& warning : checkpoint.warnings) message += "\n  " + warning;
    throw FileError(message);
}

void Checkpoints::remove() const {
    for (const auto& [number, path] : newest_first()) std::filesystem::remove(path);
}

}  // namespace mllab::report
