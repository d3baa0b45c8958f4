#include "training/datasets/hands/tar.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "training/files/files.hpp"

namespace mllab::datasets {

namespace {

constexpr std::size_t block = 512;

// A field up to its first NUL.
std::string text_of(std::span<const std::uint8_t> field) {
    const auto end = std::ranges::find(field, std::uint8_t{0});
    return {field.begin(), end};
}

// Octal digits, with spaces or NUL around them.
std::optional<std::size_t> octal_of(std::span<const std::uint8_t> field) {
    std::size_t number = 0;
    bool any = false;
    for (const std::uint8_t c : field) {
        if (c == ' ' || c == 0) {
            if (any) break;
            continue;
        }
        if (c < '0' || c > '7') return std::nullopt;
        number = number * 8 + (c - std::size_t{'0'});
        any = true;
    }
    if (!any) return std::nullopt;
    return number;
}

// The sum of the header's bytes, its own field taken as spaces.
std::size_t checksum_of(std::span<const std::uint8_t> header) {
    std::size_t sum = 0;
    for (std::size_t i = 0; i < block; ++i) sum += i >= 148 && i < 156 ? std::size_t{' '} : header[i];
    return sum;
}

}  // namespace

std::vector<TarMember> members_of_tar(std::span<const std::uint8_t> bytes, const std::string& archive) {
    const auto fail = [&](std::string_view reason) {
        throw files::FileError(archive + " is not a whole tar archive: " + std::string(reason) + ".");
    };
    std::vector<TarMember> members;
    for (std::size_t at = 0; at + block <= bytes.size();) {
        const std::span<const std::uint8_t> header = bytes.subspan(at, block);
        at += block;
        if (std::ranges::all_of(header, [](std::uint8_t c) { return c == 0; })) return members;
        if (octal_of(header.subspan(148, 8)) != checksum_of(header)) fail("a header's checksum is wrong");
        const std::optional<std::size_t> size = octal_of(header.subspan(124, 12));
        if (!size) fail("a member's size is no number");
        if (*size > bytes.size() - at) fail("it breaks off in a member");
        const std::string prefix = text_of(header.subspan(257, 5)) == "ustar" ? text_of(header.subspan(345, 155)) : "";
        const std::string name = text_of(header.subspan(0, 100));
        const std::uint8_t kind = header[156];
        if (kind == '0' || kind == 0)
            members.push_back({prefix.empty() ? name : prefix + "/" + name, bytes.subspan(at, *size)});
        at += std::min(bytes.size() - at, (*size + block - 1) / block * block);
    }
    if (!bytes.empty()) fail("its end is missing");
    return members;
}

}  // namespace mllab::datasets
