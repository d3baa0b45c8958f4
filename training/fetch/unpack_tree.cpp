#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <format>
#include <fstream>
#include <memory>
#include <new>
#include <ranges>
#include <string_view>

#include "training/fetch/unpack.hpp"

namespace mllab::fetch {

namespace {

using files::FileError;

constexpr std::size_t longest_name = 1024;

struct FreeArchive {
    void operator()(archive* a) const noexcept { archive_read_free(a); }
};

// A folder that goes away unless it is kept.
class Beside {
 public:
    explicit Beside(std::filesystem::path path) : path_(std::move(path)) {
        std::filesystem::remove_all(path_);  // what an earlier attempt left
        std::filesystem::create_directories(path_);
    }
    ~Beside() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Beside(const Beside&) = delete;
    Beside& operator=(const Beside&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    void keep_as(const std::filesystem::path& to) const { std::filesystem::rename(path_, to); }

 private:
    std::filesystem::path path_;
};

class Unpacker {
 public:
    Unpacker(const std::filesystem::path& path, const TreeLimits& limits)
        : archive_(archive_read_new()), name_(path.string()), limits_(limits) {
        if (!archive_) throw std::bad_alloc();
        archive_read_support_format_zip(get());
        archive_read_support_format_tar(get());
        constexpr std::size_t block = std::size_t{1} << 20;
        if (archive_read_open_filename(get(), path.c_str(), block) != ARCHIVE_OK) refuse("cannot be opened");
    }

    std::size_t unpack(const std::string& folder, const std::filesystem::path& to) {
        while (archive_entry* entry = next()) {
            const std::string inside = path_below(folder, entry);
            if (inside.empty()) continue;
            if (++files_ > limits_.files) throw FileError(std::format("{}: more than {} files", name_, limits_.files));
            const std::filesystem::path file = to / inside;
            if (std::filesystem::exists(file)) throw FileError(std::format("{}: {} is there twice", name_, inside));
            std::filesystem::create_directories(file.parent_path());
            write(file, inside);
        }
        if (files_ == 0) throw FileError(std::format("{}: has no files in {}", name_, folder));
        return files_;
    }

 private:
    [[nodiscard]] archive* get() const { return archive_.get(); }

    [[noreturn]] void refuse(std::string_view what) const {
        const char* words = archive_error_string(get());
        throw FileError(std::format("{}: {}{}", name_, what, words == nullptr ? "" : std::format(" ({})", words)));
    }

    [[nodiscard]] archive_entry* next() const {
        archive_entry* entry = nullptr;
        const int result = archive_read_next_header(get(), &entry);
        if (result == ARCHIVE_EOF) return nullptr;
        if (result != ARCHIVE_OK && result != ARCHIVE_WARN) refuse("is no .zip or .tar archive, or a broken one");
        return entry;
    }

    // Where a file lies below `folder`; empty of what lies elsewhere and of folders.
    [[nodiscard]] std::string path_below(const std::string& folder, archive_entry* entry) const {
        const char* given = archive_entry_pathname(entry);
        if (given == nullptr) throw FileError(name_ + ": a file in it has no name");
        std::string_view path = given;
        if (path.starts_with("./")) path.remove_prefix(2);
        if (!path.starts_with(folder + "/")) return {};
        path.remove_prefix(folder.size() + 1);
        const bool is_folder = archive_entry_filetype(entry) == AE_IFDIR;
        if (is_folder && path.ends_with('/')) path.remove_suffix(1);
        if (is_folder && path.empty()) return {};
        const bool sound =
            path.size() <= longest_name && std::ranges::none_of(path | std::views::split('/'), [](auto part) {
                const std::string_view name(part);
                return name.empty() || name == "." || name == ".." || name.contains('\\');
            });
        if (!sound) throw FileError(std::format("{}: {} is no name for a file below a folder", name_, given));
        if (is_folder) return {};
        if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) != nullptr)
            throw FileError(std::format("{}: {} is neither a file nor a folder", name_, given));
        return std::string(path);
    }

    void write(const std::filesystem::path& file, const std::string& inside) {
        std::ofstream out(file, std::ios::binary);
        for (;;) {
            const la_ssize_t n = archive_read_data(get(), buffer_.data(), buffer_.size());
            if (n < 0) refuse("its file " + inside + " is broken");
            if (n == 0) break;
            if (static_cast<std::uint64_t>(n) > limits_.bytes - bytes_)
                throw FileError(std::format("{}: unpacks to more than the limit of {} bytes", name_, limits_.bytes));
            bytes_ += static_cast<std::uint64_t>(n);
            out.write(buffer_.data(), n);
        }
        out.close();
        if (!out) throw FileError(file.string() + ": cannot be written");
    }

    std::unique_ptr<archive, FreeArchive> archive_;
    std::string name_;
    TreeLimits limits_;
    std::size_t files_ = 0;
    std::uint64_t bytes_ = 0;
    std::array<char, std::size_t{1} << 16> buffer_{};
};

}  // namespace

std::size_t unpack_tree(const std::filesystem::path& archive, const std::string& name, const std::filesystem::path& to,
                        const TreeLimits& limits) {
    std::filesystem::path beside = to;
    beside += ".part";
    const Beside folder(beside);
    const std::size_t files = Unpacker(archive, limits).unpack(name, folder.path());
    folder.keep_as(to);
    return files;
}

}  // namespace mllab::fetch
