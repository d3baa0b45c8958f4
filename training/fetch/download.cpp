#include "training/fetch/download.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <format>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "training/files/descriptor.hpp"

namespace mllab::fetch {

namespace {

using nlohmann::json;

std::filesystem::path with_suffix(std::filesystem::path path, const char* suffix) {
    path += suffix;
    return path;
}

// What a part is a part of.
struct Origin {
    std::string address;
    std::string validator;  // a strong ETag or a date; empty = the server gave none, so nothing can be resumed
};

std::string validator_of(const Reply& reply) {
    // Weak ETags do not promise the same bytes; If-Range may not carry them.
    if (!reply.etag.empty() && !reply.etag.starts_with("W/")) return reply.etag;
    return reply.last_modified;
}

// "bytes 100-199/200" or "bytes */200"
struct ContentRange {
    std::optional<std::uint64_t> first;
    std::optional<std::uint64_t> total;
};

ContentRange parse_content_range(std::string_view text) {
    ContentRange range;
    const auto number = [](std::string_view digits) -> std::optional<std::uint64_t> {
        std::uint64_t value = 0;
        if (std::from_chars(digits.data(), digits.data() + digits.size(), value).ec != std::errc()) return std::nullopt;
        return value;
    };
    if (!text.starts_with("bytes ")) return range;
    text.remove_prefix(6);
    range.first = number(text);
    if (const std::size_t slash = text.find('/'); slash != std::string_view::npos)
        range.total = number(text.substr(slash + 1));
    return range;
}

class Part {
 public:
    explicit Part(const std::filesystem::path& target)
        : path_(part_of(target)),
          origin_path_(with_suffix(path_, ".json")),
          file_(files::Descriptor::open(path_, O_RDWR | O_CREAT | O_APPEND)) {
        if (::flock(file_.number(), LOCK_EX | LOCK_NB) != 0) {
            if (errno == EWOULDBLOCK) throw FileError(path_.string() + ": another program is downloading this file");
            files::throw_system_error(path_, "cannot be locked");
        }
        struct stat facts{};
        if (::fstat(file_.number(), &facts) != 0) files::throw_system_error(path_, "cannot be looked at");
        size_ = static_cast<std::uint64_t>(facts.st_size);
    }

    [[nodiscard]] std::uint64_t size() const { return size_; }

    [[nodiscard]] Origin origin() const {
        if (!std::filesystem::exists(origin_path_)) return {};
        const files::Bytes bytes = files::read(origin_path_, 1 << 16);
        const json facts = json::parse(bytes, nullptr, false);
        // A note that cannot be read is as good as none: the file is downloaded from its beginning.
        if (!facts.is_object()) return {};
        return {.address = facts.value("address", json()).is_string() ? facts["address"].get<std::string>() : "",
                .validator = facts.value("validator", json()).is_string() ? facts["validator"].get<std::string>() : ""};
    }

    void start_over(const Origin& origin) {
        if (::ftruncate(file_.number(), 0) != 0) files::throw_system_error(path_, "cannot be emptied");
        size_ = 0;
        files::write_atomically(origin_path_,
                                json{{"address", origin.address}, {"validator", origin.validator}}.dump());
    }

    void append(std::span<const std::uint8_t> bytes) {
        file_.write(bytes, path_);
        size_ += bytes.size();
    }

    void sync() const { file_.sync(path_); }

 private:
    std::filesystem::path path_;
    std::filesystem::path origin_path_;
    files::Descriptor file_;
    std::uint64_t size_ = 0;
};

enum class Outcome { complete, start_over };

// One request: the whole file, or what is missing of it.
class Attempt {
 public:
    Attempt(const std::string& address, Part& part, const DownloadOptions& options)
        : address_(address), part_(part), options_(options), offset_(part.size()) {}

    Outcome run() {
        std::vector<std::string> headers{"Accept-Encoding: identity"};
        if (offset_ > 0) {
            validator_ = part_.origin().validator;
            headers.push_back(std::format("Range: bytes={}-", offset_));
            headers.push_back("If-Range: " + validator_);
        }
        const Reply reply = get(address_, headers, options_.timeouts,
                                [&](const Reply& r, std::span<const std::uint8_t> bytes) { take(r, bytes); });
        if (other_file_) return Outcome::start_over;
        if (reply.status == 416 && offset_ > 0)
            return parse_content_range(reply.content_range).total == offset_ ? Outcome::complete : Outcome::start_over;
        if (!accepted_) {
            if (reply.status != 200 && reply.status != 206) {
                const std::string status = std::format("the server answered {}{}", reply.status,
                                                       reply.status == 404 ? " (there is no such file)" : "");
                throw Unavailable(std::format("{}: {}", address_, reply.status == 0 ? reply.failure : status));
            }
            accept(reply);  // no byte of the body has come
            if (other_file_) return Outcome::start_over;
        }
        if (!reply.failure.empty() || (total_ && part_.size() < *total_))
            throw FileError(
                std::format("{}: broke off after {}{} bytes{}. What has arrived is kept: run the same "
                            "command again to go on",
                            address_, part_.size(), total_ ? std::format(" of {}", *total_) : "",
                            reply.failure.empty() ? "" : " (" + reply.failure + ")"));
        if (total_ && part_.size() > *total_)
            throw FileError(std::format("{}: sent {} bytes where it promised {}", address_, part_.size(), *total_));
        return Outcome::complete;
    }

 private:
    void accept(const Reply& reply) {
        if (reply.status == 206) {
            const ContentRange range = parse_content_range(reply.content_range);
            const bool same =
                offset_ > 0 && range.first == offset_ &&
                (validator_of(reply).empty() || validator_of(reply) == validator_ || reply.last_modified == validator_);
            if (!same) {
                other_file_ = true;
                return;
            }
            total_ = range.total;
        } else {
            // The whole file: the first time, or because it changed, or because the server knows no ranges.
            part_.start_over({.address = address_, .validator = validator_of(reply)});
            total_ = reply.content_length;
        }
        if (total_.value_or(0) > options_.limit_bytes) refuse_size();
        accepted_ = true;
    }

    void take(const Reply& reply, std::span<const std::uint8_t> bytes) {
        if (reply.status != 200 && reply.status != 206) return;  // a page that explains an error
        if (!accepted_ && !other_file_) accept(reply);
        if (other_file_) return;
        if (bytes.size() > options_.limit_bytes - std::min(part_.size(), options_.limit_bytes)) refuse_size();
        part_.append(bytes);
        if (options_.on_progress) options_.on_progress(part_.size(), total_.value_or(0));
    }

    [[noreturn]] void refuse_size() const {
        throw FileError(std::format("{}: is larger than the limit of {} bytes", address_, options_.limit_bytes));
    }

    const std::string& address_;
    Part& part_;
    const DownloadOptions& options_;
    std::uint64_t offset_ = 0;
    std::string validator_;
    bool accepted_ = false;
    bool other_file_ = false;  // the server's part does not belong to ours
    std::optional<std::uint64_t> total_;
};

}  // namespace

std::filesystem::path part_of(const std::filesystem::path& target) { return with_suffix(target, ".part"); }

void download(const std::string& address, const std::filesystem::path& target, const DownloadOptions& options) {
    std::filesystem::create_directories(target.parent_path());
    Part part(target);
    const Origin origin = part.origin();
    if (part.size() > 0 && (origin.address != address || origin.validator.empty())) part.start_over({});
    if (Attempt(address, part, options).run() == Outcome::start_over) {
        part.start_over({});
        if (Attempt(address, part, options).run() == Outcome::start_over)
            throw FileError(address + ": the server sends parts of a file that nobody asked for");
    }
    part.sync();
}

void keep_part(const std::filesystem::path& target, const std::filesystem::path& destination) {
    std::filesystem::rename(part_of(target), destination);
    std::filesystem::remove(with_suffix(part_of(target), ".json"));
}

void remove_part(const std::filesystem::path& target) {
    std::filesystem::remove(part_of(target));
    std::filesystem::remove(with_suffix(part_of(target), ".json"));
}

}  // namespace mllab::fetch
