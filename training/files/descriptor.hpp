// An open file that closes itself. POSIX, because durable writes need fsync, which streams do not offer.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <span>
#include <utility>

namespace mllab::files {

class Descriptor {
 public:
    Descriptor() = default;
    explicit Descriptor(int number) noexcept : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        if (this != &other) {
            close();
            number_ = std::exchange(other.number_, -1);
        }
        return *this;
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }

    // open(2) with O_CLOEXEC. Throws FileError.
    static Descriptor open(const std::filesystem::path& path, int flags, mode_t mode = 0666);

    [[nodiscard]] int number() const noexcept { return number_; }
    // All of `bytes`, at the file's position. Throws FileError naming `path`.
    void write(std::span<const std::uint8_t> bytes, const std::filesystem::path& path) const;
    void sync(const std::filesystem::path& path) const;

 private:
    void close() noexcept;
    int number_ = -1;
};

// "<path>: <text>: <the system's words for errno>", as a FileError.
[[noreturn]] void throw_system_error(const std::filesystem::path& path, const char* text);

}  // namespace mllab::files
