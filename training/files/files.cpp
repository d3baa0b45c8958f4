#include "training/files/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <random>
#include <string>
#include <system_error>

#include "training/files/descriptor.hpp"
#include "training/files/gzip.hpp"

namespace mllab::files {

void throw_system_error(const std::filesystem::path& path, const char* text) {
    const int error = errno;
    throw FileError(path.string() + ": " + text + ": " + std::generic_category().message(error));
}

Descriptor Descriptor::open(const std::filesystem::path& path, int flags, mode_t mode) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): the system's own interface
    const int number = ::open(path.c_str(), flags | O_CLOEXEC, mode);
    if (number < 0) throw_system_error(path, "cannot be opened");
    return Descriptor(number);
}

void Descriptor::write(std::span<const std::uint8_t> bytes, const std::filesystem::path& path) const {
    while (!bytes.empty()) {
        const ssize_t done = ::write(number_, bytes.data(), bytes.size());
        if (done < 0) {
            if (errno == EINTR) continue;
            throw_system_error(path, "cannot be written");
        }
        bytes = bytes.subspan(static_cast<std::size_t>(done));
    }
}

void Descriptor::sync(const std::filesystem::path& path) const {
    if (::fsync(number_) != 0) throw_system_error(path, "cannot be brought to the disk");
}

void Descriptor::close() noexcept {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
}

Bytes read(const std::filesystem::path& path, std::size_t limit_bytes) {
    // Not blocking: a pipe in place of a file would otherwise wait for a writer for ever.
    const Descriptor file = Descriptor::open(path, O_RDONLY | O_NONBLOCK);
    struct stat facts{};
    if (::fstat(file.number(), &facts) != 0) throw_system_error(path, "cannot be looked at");
    if (!S_ISREG(facts.st_mode)) throw FileError(path.string() + ": is not a regular file");
    const auto too_large = [&] {
        return FileError(path.string() + ": is larger than the limit of " + std::to_string(limit_bytes) + " bytes");
    };
    const auto size = static_cast<std::size_t>(facts.st_size);
    if (size > limit_bytes) throw too_large();

    // Read until the end, not until st_size: a file may grow, and some file systems report no size.
    Bytes bytes(size + 1);
    std::size_t filled = 0;
    for (;;) {
        const ssize_t done = ::read(file.number(), bytes.data() + filled, bytes.size() - filled);
        if (done < 0) {
            if (errno == EINTR) continue;
            throw_system_error(path, "cannot be read");
        }
        filled += static_cast<std::size_t>(done);
        if (done == 0) break;
        if (filled > limit_bytes) throw too_large();
        if (filled == bytes.size()) bytes.resize(bytes.size() * 2);
    }
    bytes.resize(filled);
    return bytes;
}

Bytes read_unpacked(const std::filesystem::path& path, std::size_t limit_bytes) {
    Bytes bytes = read(path, limit_bytes);
    return is_gzip(bytes) ? gunzip(bytes, path.string(), limit_bytes) : bytes;
}

namespace {

void sync_folder_of(const std::filesystem::path& path) {
    const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
    const Descriptor opened = Descriptor::open(folder, O_RDONLY | O_DIRECTORY);
    // Some file systems cannot sync folders; the rename has happened all the same.
    if (::fsync(opened.number()) != 0 && errno != EINVAL && errno != ENOTSUP)
        throw_system_error(folder, "cannot be brought to the disk");
}

}  // namespace

void write_atomically(const std::filesystem::path& path, std::span<const std::uint8_t> bytes) {
    std::filesystem::path temporary = path;
    temporary += ".tmp-" + std::to_string(std::random_device{}());
    try {
        const Descriptor file = Descriptor::open(temporary, O_WRONLY | O_CREAT | O_EXCL);
        file.write(bytes, temporary);
        file.sync(temporary);
        if (::rename(temporary.c_str(), path.c_str()) != 0) throw_system_error(path, "cannot be replaced");
    } catch (...) {
        ::unlink(temporary.c_str());
        throw;
    }
    sync_folder_of(path);
}

void write_atomically(const std::filesystem::path& path, std::string_view text) {
    write_atomically(path, Bytes(text.begin(), text.end()));
}

}  // namespace mllab::files
