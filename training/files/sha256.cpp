#include "training/files/sha256.hpp"

#include <openssl/evp.h>

#include <fstream>
#include <memory>
#include <string_view>

#include "training/files/files.hpp"

namespace mllab::files {

namespace {

void check(bool ok) {
    if (!ok) throw std::runtime_error("OpenSSL cannot compute SHA-256");
}

}  // namespace

struct Sha256::Context {
    struct Free {
        void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
    };
    std::unique_ptr<EVP_MD_CTX, Free> openssl{EVP_MD_CTX_new()};
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
    EVP_MD_CTX* context = context_->openssl.get();
    check(context != nullptr && EVP_DigestInit_ex(context, EVP_sha256(), nullptr) == 1);
}

Sha256::~Sha256() = default;

void Sha256::add(std::span<const std::uint8_t> bytes) {
    check(EVP_DigestUpdate(context_->openssl.get(), bytes.data(), bytes.size()) == 1);
}

Digest Sha256::finish() {
    Digest digest{};
    check(EVP_DigestFinal_ex(context_->openssl.get(), digest.data(), nullptr) == 1);
    return digest;
}

Digest sha256(std::span<const std::uint8_t> bytes) {
    Sha256 hasher;
    hasher.add(bytes);
    return hasher.finish();
}

std::string hex(const Digest& digest) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(digest.size() * 2);
    for (const std::uint8_t byte : digest) {
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

std::string sha256_hex(std::span<const std::uint8_t> bytes) { return hex(sha256(bytes)); }

std::string sha256_hex_of_file(const std::filesystem::path& path) {
    if (!std::filesystem::is_regular_file(path)) throw FileError(path.string() + ": is not a regular file");
    std::ifstream file(path, std::ios::binary);
    if (!file) throw FileError(path.string() + ": cannot be opened");
    Sha256 hasher;
    std::vector<char> buffer(std::size_t{1} << 20);
    while (file) {
        file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        const auto n = static_cast<std::size_t>(file.gcount());
        hasher.add({reinterpret_cast<const std::uint8_t*>(buffer.data()), n});
    }
    if (file.bad()) throw FileError(path.string() + ": cannot be read");
    return hex(hasher.finish());
}

}  // namespace mllab::files
