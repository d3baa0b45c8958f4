#include "training/fetch/fetch.hpp"

#include <algorithm>
#include <format>

#include "training/fetch/download.hpp"
#include "training/fetch/head.hpp"
#include "training/fetch/lock_file.hpp"
#include "training/fetch/unpack.hpp"
#include "training/files/sha256.hpp"

namespace mllab::fetch {

namespace {

using datasets::Member;
using datasets::SourceFile;

class Fetcher {
 public:
    Fetcher(const std::filesystem::path& folder, const FetchOptions& options, const OnProgress& on_progress)
        : folder_(folder), options_(options), on_progress_(on_progress), lock_(folder) {}

    void fetch(const SourceFile& source) {
        const auto is_there = [&](const std::string& file) { return std::filesystem::exists(folder_ / file); };
        if (source.tree) {
            // Its files are taken as they are: thousands, which were checked with their archive.
            if (is_there(source.tree->folder))
                result.kept.push_back(source.tree->folder);
            else
                unpack_folder(source, download_from_any(source));
            lock_.save();
            return;
        }
        if (source.members.empty() ? is_there(source.file)
                                   : std::ranges::all_of(source.members, is_there, &Member::file)) {
            check_what_is_there(source);
            if (!is_too_short(source)) return;
            result.kept.pop_back();
        }
        const std::string address = source.first > 0 ? keep_head(source) : download_from_any(source);
        if (source.first > 0)
            result.downloaded.push_back(source.file);
        else if (source.members.empty())
            keep(source, address);
        else
            unpack(source, address);
        lock_.save();
    }

    Fetched result;

 private:
    void check_what_is_there(const SourceFile& source) {
        const auto check = [&](const std::string& file, const std::string& pinned) {
            const std::filesystem::path path = folder_ / file;
            const auto known = lock_.find(file);
            if ((known && files::sha256_hex_of_file(path) != known->sha256) ||
                (!pinned.empty() && content_hash(path) != pinned))
                throw FileError(path.string() +
                                ": is not the file that was expected here. Remove it, then fetch again");
            result.kept.push_back(file);
        };
        if (source.members.empty()) check(source.file, source.content_sha256);
        for (const Member& member : source.members) check(member.file, member.content_sha256);
    }

    // What is there was fetched with fewer drawings than are wanted now.
    [[nodiscard]] bool is_too_short(const SourceFile& source) const {
        const auto known = lock_.find(source.file);
        return known && known->first > 0 && (source.first == 0 || known->first < source.first);
    }

    // `bring` takes an address and options; gives the address that worked.
    template <typename Bring>
    std::string from_any(const SourceFile& source, const Bring& bring) const {
        DownloadOptions options{.timeouts = options_.timeouts,
                                .limit_bytes = std::max(options_.limit_bytes, source.bytes),
                                .on_progress = {}};
        if (on_progress_)
            options.on_progress = [&](std::uint64_t received, std::uint64_t total) {
                on_progress_({.file = source.file, .received = received, .total = total});
            };
        if (source.addresses.empty())
            throw FileError(source.file +
                            " cannot be fetched: nobody publishes it in this form. docs/data.md says how "
                            "to bring it");
        std::string reasons;
        for (const std::string& address : source.addresses) {
            try {
                bring(address, options);
                return address;
            } catch (const Unavailable& error) {
                reasons += std::string("\n  ") + error.what();
            }
        }
        throw FileError(source.file + " could not be fetched:" + reasons);
    }

    std::string download_from_any(const SourceFile& source) const {
        return from_any(source, [&](const std::string& address, const DownloadOptions& options) {
            download(address, folder_ / source.file, options);
        });
    }

    // Heads are small: they are brought in one go and leave no part behind when they break off.
    std::string keep_head(const SourceFile& source) {
        const std::filesystem::path target = folder_ / source.file;
        files::Bytes bytes;
        const std::string address = from_any(source, [&](const std::string& from, const DownloadOptions& options) {
            bytes = download_head(from, source.first, options);
        });
        const std::string hash = files::sha256_hex(bytes);
        std::filesystem::create_directories(target.parent_path());
        if (differs_from_lock(source, hash)) {
            std::filesystem::path aside = target;
            aside += ".rejected";
            files::write_atomically(aside, bytes);
            throw FileError(other_than_locked(source.file, hash, address) + ". What came is kept as " + aside.string());
        }
        files::write_atomically(target, bytes);
        lock_.put(source.file, {.sha256 = hash, .bytes = bytes.size(), .address = address, .first = source.first});
        return address;
    }

    void keep(const SourceFile& source, const std::string& address) {
        const std::filesystem::path target = folder_ / source.file;
        const std::filesystem::path part = part_of(target);
        const std::string hash = files::sha256_hex_of_file(part);
        expect_locked(source, hash, target, address);
        const std::string content = unpacked_hash_or_reject(part, target, address);
        if (!source.content_sha256.empty() && content != source.content_sha256)
            reject(target,
                   std::format("{}: has the content {}, expected was {}", address, content, source.content_sha256));
        lock_.put(source.file, {.sha256 = hash, .bytes = std::filesystem::file_size(part), .address = address});
        keep_part(target, target);
        result.downloaded.push_back(source.file);
    }

    void unpack(const SourceFile& source, const std::string& address) {
        const std::filesystem::path target = folder_ / source.file;
        const std::filesystem::path part = part_of(target);
        const std::string hash = files::sha256_hex_of_file(part);
        expect_published(source, hash, target, address);
        expect_locked(source, hash, target, address);
        std::vector<files::Bytes> contents;
        for (const Member& member : source.members) {
            try {
                files::Bytes bytes = unzip_member(part, member.name, options_.limit_bytes);
                if (member.name.ends_with(".Z"))
                    bytes = uncompress(bytes, address + ": " + member.name, options_.limit_bytes);
                contents.push_back(std::move(bytes));
            } catch (const FileError& error) {
                reject(target, error.what());
            }
            const std::string content = files::sha256_hex(contents.back());
            if (!member.content_sha256.empty() && content != member.content_sha256)
                reject(target, std::format("{}: its member {} has the content {}, expected was {}", address,
                                           member.name, content, member.content_sha256));
        }
        for (std::size_t i = 0; i < contents.size(); ++i) {
            const Member& member = source.members[i];
            files::write_atomically(folder_ / member.file, contents[i]);
            lock_.put(member.file,
                      {.sha256 = files::sha256_hex(contents[i]), .bytes = contents[i].size(), .address = ""});
            result.downloaded.push_back(member.file);
        }
        lock_.put(source.file, {.sha256 = hash, .bytes = std::filesystem::file_size(part), .address = address});
        remove_part(target);
    }

    void unpack_folder(const SourceFile& source, const std::string& address) {
        const std::filesystem::path target = folder_ / source.file;
        const std::filesystem::path part = part_of(target);
        const std::string hash = files::sha256_hex_of_file(part);
        expect_published(source, hash, target, address);
        expect_locked(source, hash, target, address);
        const std::uint64_t packed = std::filesystem::file_size(part);
        // Photos hardly shrink when they are packed.
        const TreeLimits limits{.bytes = std::max(options_.limit_bytes, 2 * packed)};
        try {
            unpack_tree(part, source.tree->name, folder_ / source.tree->folder, limits);
        } catch (const FileError& error) {
            reject(target, error.what());
        }
        lock_.put(source.file, {.sha256 = hash, .bytes = packed, .address = address});
        remove_part(target);
        result.downloaded.push_back(source.tree->folder);
    }

    static void expect_published(const SourceFile& source, const std::string& hash, const std::filesystem::path& target,
                                 const std::string& address) {
        if (!source.sha256.empty() && hash != source.sha256)
            reject(target, std::format("{}: has the SHA-256 {}, published is {}", address, hash, source.sha256));
    }

    // A head of another length says nothing about this one.
    [[nodiscard]] bool differs_from_lock(const SourceFile& source, const std::string& hash) const {
        const auto known = lock_.find(source.file);
        return known && known->first == source.first && known->sha256 != hash;
    }

    [[nodiscard]] std::string other_than_locked(const std::string& file, const std::string& hash,
                                                const std::string& address) const {
        return std::format("{}: has the SHA-256 {}, but {} recorded {} at the first download", address, hash,
                           lock_.path().string(), lock_.find(file)->sha256);
    }

    void expect_locked(const SourceFile& source, const std::string& hash, const std::filesystem::path& target,
                       const std::string& address) const {
        if (differs_from_lock(source, hash)) reject(target, other_than_locked(source.file, hash, address));
    }

    [[nodiscard]] std::string content_hash(const std::filesystem::path& path) const {
        return files::sha256_hex(files::read_unpacked(path, options_.limit_bytes));
    }

    [[nodiscard]] std::string unpacked_hash_or_reject(const std::filesystem::path& part,
                                                      const std::filesystem::path& target,
                                                      const std::string& address) const {
        try {
            return content_hash(part);
        } catch (const FileError& error) {
            reject(target, address + ": " + error.what());
        }
    }

    [[noreturn]] static void reject(const std::filesystem::path& target, const std::string& why) {
        std::filesystem::path aside = target;
        aside += ".rejected";
        keep_part(target, aside);
        throw FileError(why + ". What came is kept as " + aside.string());
    }

    const std::filesystem::path& folder_;
    const FetchOptions& options_;
    const OnProgress& on_progress_;
    LockFile lock_;
};

}  // namespace

Fetched fetch(const datasets::DataSet& set, const std::filesystem::path& folder, const FetchOptions& options,
              const OnProgress& on_progress) {
    try {
        Fetcher fetcher(folder, options, on_progress);
        for (const SourceFile& source : set.files) fetcher.fetch(source);
        return std::move(fetcher.result);
    } catch (const std::filesystem::filesystem_error& error) {
        throw FileError(error.what());
    }
}

}  // namespace mllab::fetch
