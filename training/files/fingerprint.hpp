// What a data set is told from another one by: sixteen digits of a SHA-256 over all that was added, in order.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "training/files/sha256.hpp"

namespace mllab::files {

class Fingerprint {
 public:
    // How many there are and their bytes. `T` is a number, or a structure of numbers without padding.
    template <typename T>
        requires std::is_trivially_copyable_v<T>
    Fingerprint& add(std::span<const T> values) {
        const auto count = static_cast<std::uint64_t>(values.size());
        hash_.add({reinterpret_cast<const std::uint8_t*>(&count), sizeof count});
        hash_.add({reinterpret_cast<const std::uint8_t*>(values.data()), values.size_bytes()});
        return *this;
    }
    Fingerprint& add(std::string_view text) { return add(std::span(text.data(), text.size())); }
    template <typename T>
        requires std::is_arithmetic_v<T>
    Fingerprint& add(T number) {
        return add(std::span<const T>(&number, 1));
    }

    [[nodiscard]] std::string text() { return hex(hash_.finish()).substr(0, 16); }  // once, at the end

 private:
    Sha256 hash_;
};

}  // namespace mllab::files
