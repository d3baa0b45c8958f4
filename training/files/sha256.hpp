// SHA-256 (FIPS 180-4), through OpenSSL.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace mllab::files {

using Digest = std::array<std::uint8_t, 32>;

// Of bytes that come in parts.
class Sha256 {
 public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    void add(std::span<const std::uint8_t> bytes);
    [[nodiscard]] Digest finish();  // once

 private:
    struct Context;
    std::unique_ptr<Context> context_;
};

[[nodiscard]] Digest sha256(std::span<const std::uint8_t> bytes);

// 64 lower-case hexadecimal digits, as sha256sum writes them.
[[nodiscard]] std::string hex(const Digest& digest);
[[nodiscard]] std::string sha256_hex(std::span<const std::uint8_t> bytes);
// Of a file of any size, read in parts. Throws FileError.
[[nodiscard]] std::string sha256_hex_of_file(const std::filesystem::path& path);

}  // namespace mllab::files
