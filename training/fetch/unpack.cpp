#include "training/fetch/unpack.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <format>
#include <memory>
#include <new>
#include <string_view>

namespace mllab::fetch {

namespace {

using files::Bytes;
using files::FileError;

struct FreeArchive {
    void operator()(archive* a) const noexcept { archive_read_free(a); }
};

class Reader {
 public:
    Reader(std::string name, std::size_t limit_bytes)
        : archive_(archive_read_new()), name_(std::move(name)), limit_(limit_bytes) {
        if (!archive_) throw std::bad_alloc();
    }

    [[nodiscard]] archive* get() const { return archive_.get(); }

    void open(std::span<const std::uint8_t> bytes, const char* what) const {
        if (archive_read_open_memory(get(), bytes.data(), bytes.size()) != ARCHIVE_OK) refuse(what);
    }

    // The next entry; null at the end.
    [[nodiscard]] archive_entry* next(const char* what) const {
        archive_entry* entry = nullptr;
        const int result = archive_read_next_header(get(), &entry);
        if (result == ARCHIVE_EOF) return nullptr;
        if (result != ARCHIVE_OK && result != ARCHIVE_WARN) refuse(what);
        return entry;
    }

    // The current entry's bytes.
    [[nodiscard]] Bytes content(const std::string& what) const {
        Bytes bytes;
        std::array<std::uint8_t, std::size_t{1} << 16> buffer{};
        for (;;) {
            const la_ssize_t n = archive_read_data(get(), buffer.data(), buffer.size());
            if (n < 0) refuse(what);
            if (n == 0) return bytes;
            if (static_cast<std::size_t>(n) > limit_ - bytes.size())
                throw FileError(std::format("{}: unpacks to more than the limit of {} bytes", name_, limit_));
            bytes.insert(bytes.end(), buffer.begin(), buffer.begin() + n);
        }
    }

    [[noreturn]] void refuse(std::string_view what) const {
        const char* words = archive_error_string(get());
        throw FileError(std::format("{}: {}{}", name_, what, words == nullptr ? "" : std::format(" ({})", words)));
    }

 private:
    std::unique_ptr<archive, FreeArchive> archive_;
    std::string name_;
    std::size_t limit_;
};

}  // namespace

Bytes unzip_member(const std::filesystem::path& path, const std::string& member, std::size_t limit_bytes) {
    const Bytes bytes = files::read(path);
    const Reader reader(path.string(), limit_bytes);
    archive_read_support_format_zip(reader.get());
    reader.open(bytes, "is not a .zip archive");
    while (archive_entry* entry = reader.next("is not a .zip archive, or a broken one")) {
        const char* name = archive_entry_pathname(entry);
        if (name != nullptr && member == name) return reader.content("its member " + member + " is broken");
    }
    throw FileError(path.string() + ": has no member " + member);
}

Bytes uncompress(std::span<const std::uint8_t> packed, const std::string& name, std::size_t limit_bytes) {
    const Reader reader(name, limit_bytes);
    archive_read_support_filter_compress(reader.get());
    archive_read_support_format_raw(reader.get());
    reader.open(packed, "cannot be unpacked");
    // "Raw" takes anything: whether the filter recognised its own is what tells.
    if (reader.next("cannot be unpacked") == nullptr || archive_filter_code(reader.get(), 0) != ARCHIVE_FILTER_COMPRESS)
        throw FileError(name + ": is not a .Z file");
    return reader.content("its .Z data is broken");
}

}  // namespace mllab::fetch
