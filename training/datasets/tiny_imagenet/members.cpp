#include "training/datasets/tiny_imagenet/members.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <format>
#include <memory>
#include <new>
#include <string_view>
#include <vector>

namespace mllab::datasets {

namespace {

namespace fs = std::filesystem;
using files::Bytes;
using files::FileError;

struct FreeArchive {
    void operator()(archive* a) const noexcept { archive_read_free(a); }
};

// Counts what is taken, and stops at the limits.
class Budget {
 public:
    Budget(std::string name, const MemberLimits& limits) : name_(std::move(name)), limits_(limits) {}
    void member() {
        if (++members_ > limits_.members)
            throw FileError(std::format("{}: has more than {} files", name_, limits_.members));
    }
    void bytes(const std::string& member, std::size_t size) {
        if (size > limits_.member_bytes)
            throw FileError(
                std::format("{}: its file {} is larger than {} bytes", name_, member, limits_.member_bytes));
        all_ += size;
        if (all_ > limits_.all_bytes)
            throw FileError(std::format("{}: holds more than {} bytes", name_, limits_.all_bytes));
    }

 private:
    std::string name_;
    const MemberLimits& limits_;
    std::size_t members_ = 0;
    std::size_t all_ = 0;
};

}  // namespace

void members_of_archive(const fs::path& path, const Wanted& wanted, const TakeMember& take,
                        const MemberLimits& limits) {
    const Bytes packed = files::read(path, limits.archive_bytes);
    const std::unique_ptr<archive, FreeArchive> reader(archive_read_new());
    if (!reader) throw std::bad_alloc();
    const auto refuse = [&](std::string_view what) {
        const char* words = archive_error_string(reader.get());
        throw FileError(
            std::format("{}: {}{}", path.string(), what, words == nullptr ? "" : std::format(" ({})", words)));
    };
    archive_read_support_filter_gzip(reader.get());
    archive_read_support_format_tar(reader.get());
    archive_read_support_format_zip(reader.get());
    if (archive_read_open_memory(reader.get(), packed.data(), packed.size()) != ARCHIVE_OK)
        refuse("is neither a .tar nor a .zip archive");
    Budget budget(path.string(), limits);
    std::size_t members = 0;
    for (;; ++members) {
        archive_entry* entry = nullptr;
        const int result = archive_read_next_header(reader.get(), &entry);
        if (result == ARCHIVE_EOF) break;
        if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
            refuse(members == 0 ? "is neither a .tar nor a .zip archive, or a broken one" : "is broken or breaks off");
        budget.member();
        const char* name = archive_entry_pathname(entry);
        if (name == nullptr || archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) != nullptr ||
            !wanted(name))
            continue;
        const std::string member = name;
        Bytes content;
        std::vector<std::uint8_t> part(std::size_t{1} << 16);
        for (;;) {
            const la_ssize_t n = archive_read_data(reader.get(), part.data(), part.size());
            if (n < 0) refuse("its file " + member + " is broken");
            if (n == 0) break;
            content.insert(content.end(), part.begin(), part.begin() + n);
            if (content.size() > limits.member_bytes) break;
        }
        budget.bytes(member, content.size());
        take(member, std::move(content));
    }
    // libarchive takes an archive of nothing at all for one.
    if (members == 0) throw FileError(path.string() + ": has no files");
}

void members_of_folder(const fs::path& folder, const Wanted& wanted, const TakeMember& take,
                       const MemberLimits& limits) {
    Budget budget(folder.string(), limits);
    std::vector<fs::path> found;
    std::error_code error;
    for (fs::recursive_directory_iterator it(folder, error); !error && it != fs::recursive_directory_iterator();
         it.increment(error)) {
        budget.member();
        if (it->is_regular_file() && wanted(it->path().lexically_relative(folder.parent_path()).generic_string()))
            found.push_back(it->path());
    }
    if (error) throw FileError(folder.string() + ": cannot be read: " + error.message());
    std::ranges::sort(found);
    for (const fs::path& file : found) {
        const std::string name = file.lexically_relative(folder.parent_path()).generic_string();
        Bytes content = files::read(file, limits.member_bytes);
        budget.bytes(name, content.size());
        take(name, std::move(content));
    }
}

}  // namespace mllab::datasets
