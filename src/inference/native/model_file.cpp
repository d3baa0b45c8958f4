#include "inference/native/model_file.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <span>

namespace mllab::inference {

namespace {

// 64 lower-case hexadecimal digits.
std::string sha256_hex(std::span<const char> bytes) {
    std::array<unsigned char, 32> digest{};
    unsigned int size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1 ||
        size != digest.size())
        throw ModelError(Failure::runtime_error, "OpenSSL cannot compute SHA-256 here.");
    constexpr const char* digits = "0123456789abcdef";
    std::string text;
    for (const unsigned byte : digest) {
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

std::vector<char> read(const ModelSource& source, const OnProgress& progress) {
    const auto missing = [&](const char* why) {
        return ModelError(Failure::file_missing,
                          "The model “" + source.id + "” is not there: " + source.address + " " + why + ".");
    };
    std::error_code error;
    const std::filesystem::path path(source.address);
    if (!std::filesystem::exists(path, error)) throw missing("does not exist");
    if (!std::filesystem::is_regular_file(path, error)) throw missing("is not a file");
    const auto size = static_cast<std::int64_t>(std::filesystem::file_size(path, error));
    std::ifstream file(path, std::ios::binary);
    if (error || !file) throw missing("cannot be opened");
    const auto report = [&](std::int64_t received) {
        if (progress) progress({.part = LoadProgress::Part::model, .received_bytes = received, .total_bytes = size});
    };
    report(0);
    std::vector<char> bytes(static_cast<std::size_t>(size));
    if (!file.read(bytes.data(), static_cast<std::streamsize>(size))) throw missing("cannot be read");
    report(size);
    return bytes;
}

bool same_digits(const std::string& a, const std::string& b) {
    return std::ranges::equal(a, b,
                              [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

}  // namespace

std::vector<char> read_model(const ModelSource& source, const OnProgress& progress) {
    std::vector<char> bytes = read(source, progress);
    if (source.sha256.empty()) return bytes;
    if (const std::string actual = sha256_hex(bytes); !same_digits(actual, source.sha256))
        throw ModelError(Failure::hash_mismatch, "The file of the model “" + source.id +
                                                     "” is not the one that its card describes: its SHA-256 is " +
                                                     actual + " instead of " + source.sha256 + ".");
    return bytes;
}

}  // namespace mllab::inference
