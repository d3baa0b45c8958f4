#include "training/files/folder_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <format>
#include <string>
#include <string_view>
#include <system_error>

#include "training/files/files.hpp"

namespace mllab::files {

namespace {

std::string holder_of(int file) {
    std::array<char, 32> text{};
    const ssize_t length = ::pread(file, text.data(), text.size(), 0);
    return length > 0 ? std::format(" (process {})", std::string_view(text.data(), static_cast<std::size_t>(length)))
                      : std::string();
}

}  // namespace

FolderLock::FolderLock(const std::filesystem::path& folder) {
    const std::filesystem::path path = folder / "lock";
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file_ < 0)
        throw FileError(std::format("{}: nothing can be written there: {}", folder.string(), std::strerror(errno)));
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
        const std::string holder = holder_of(file_);
        ::close(file_);
        throw FileError(
            std::format("{}: another trainer{} is at work in this folder. Let it finish or stop it, or give "
                        "this one a folder of its own with --work DIR",
                        folder.string(), holder));
    }
    const std::string self = std::to_string(::getpid());
    // Only said to people: without it the lock holds as well.
    if (::ftruncate(file_, 0) == 0) static_cast<void>(::pwrite(file_, self.data(), self.size(), 0));
}

FolderLock::~FolderLock() { ::close(file_); }

}  // namespace mllab::files
