#include "training/importers/zip_members.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <format>
#include <memory>
#include <new>

#include "training/importers/import_error.hpp"

namespace mllab::importers {

namespace {

constexpr std::size_t most_members = 50'000;

struct FreeArchive {
    void operator()(archive* a) const noexcept { archive_read_free(a); }
};

[[noreturn]] void refuse(archive* reader, const std::string& what) {
    const char* words = archive_error_string(reader);
    throw ImportError(words == nullptr ? what : std::format("{} ({})", what, words));
}

// `most` bytes at most.
files::Bytes content(archive* reader, const std::string& name, std::size_t most) {
    files::Bytes bytes;
    std::array<std::uint8_t, std::size_t{1} << 16> buffer{};
    for (;;) {
        const la_ssize_t count = archive_read_data(reader, buffer.data(), buffer.size());
        if (count < 0) refuse(reader, std::format("the archive's member {} is damaged", name));
        if (count == 0) return bytes;
        if (static_cast<std::size_t>(count) > most - bytes.size())
            throw ImportError("the archive unpacks to more than it may");
        bytes.insert(bytes.end(), buffer.begin(), buffer.begin() + count);
    }
}

}  // namespace

std::map<std::string, files::Bytes> zip_members(std::span<const std::uint8_t> archive_bytes, std::size_t limit_bytes) {
    const std::unique_ptr<archive, FreeArchive> owner(archive_read_new());
    if (!owner) throw std::bad_alloc();
    archive* reader = owner.get();
    // By its directory, which stands at the end: an archive without its end is refused.
    archive_read_support_format_zip_seekable(reader);
    if (archive_read_open_memory(reader, archive_bytes.data(), archive_bytes.size()) != ARCHIVE_OK)
        refuse(reader, "this is no zip archive, or one without its end");
    std::map<std::string, files::Bytes> members;
    std::size_t total = 0;
    for (std::size_t i = 0;; ++i) {
        archive_entry* entry = nullptr;
        const int result = archive_read_next_header(reader, &entry);
        if (result == ARCHIVE_EOF) return members;
        if (result != ARCHIVE_OK) refuse(reader, "the zip archive is damaged or without its end");
        if (i == most_members) throw ImportError("the zip archive has too many members");
        if (archive_entry_filetype(entry) != AE_IFREG) continue;
        const char* path = archive_entry_pathname(entry);
        if (path == nullptr) throw ImportError("a member of the zip archive has no name");
        const std::string name = path;
        if (archive_entry_is_encrypted(entry) != 0)
            throw ImportError(std::format("the archive's member {} is encrypted", name));
        files::Bytes bytes = content(reader, name, limit_bytes - total);
        total += bytes.size();
        if (!members.emplace(name, std::move(bytes)).second)
            throw ImportError(std::format("the archive has the member {} twice", name));
    }
}

}  // namespace mllab::importers
