#include "training/datasets/npy.hpp"

#include <algorithm>
#include <charconv>
#include <format>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string_view>

namespace mllab::datasets {

namespace {

constexpr std::string_view magic = "\x93NUMPY";
constexpr std::size_t version_bytes = 2;

[[noreturn]] void refuse(const std::string& name, std::string_view what) {
    throw files::FileError(std::format("{}: {}", name, what));
}

// What a file says may hold anything; messages show its beginning, and only what can be printed.
std::string printable(std::string_view text) {
    constexpr std::size_t longest = 60;
    std::string shown;
    for (const char c : text.substr(0, longest)) shown.push_back(c >= ' ' && c <= '~' ? c : '?');
    return text.size() > longest ? shown + "…" : shown;
}

// The header's Python literal: {'descr': '|u1', 'fortran_order': False, 'shape': (N, 784), }. Three keys, each once, in
// any order; nothing else is understood.
class Dictionary {
 public:
    Dictionary(std::string_view text, const std::string& name) : rest_(text), name_(name) {}

    std::size_t rows() {
        expect("{");
        while (!taken("}")) {
            read_entry();
            if (!taken(",") && !next_is("}")) malformed();
        }
        skip_blanks();
        if (!rest_.empty()) malformed();
        if (!descr_ || !order_ || !shape_)
            refuse(name_, "its header does not say all of “descr”, “fortran_order” and “shape”");
        return *shape_;
    }

 private:
    void read_entry() {
        const std::string_view key = quoted();
        expect(":");
        if (key == "descr" && !descr_) {
            read_type();
        } else if (key == "fortran_order" && !order_) {
            read_order();
        } else if (key == "shape" && !shape_) {
            read_shape();
        } else {
            refuse(name_, std::format("its header has “{}” where it should not", printable(key)));
        }
    }

    void read_type() {
        if (next_is("[")) refuse(name_, "holds records; uint8 is needed");
        const std::string_view type = quoted();
        // A byte has no byte order: writers put "|", and some "<", ">" or "=".
        if (type.size() != 3 || !std::string_view("|<>=").contains(type[0]) || type.substr(1) != "u1")
            refuse(name_, std::format("holds values of the type “{}”; uint8 (“|u1”) is needed", printable(type)));
        descr_ = true;
    }

    void read_order() {
        if (taken("True")) refuse(name_, "is in Fortran's order; rows one after another are needed");
        expect("False");
        order_ = true;
    }

    void read_shape() {
        expect("(");
        std::vector<std::size_t> sizes;
        while (!taken(")")) {
            sizes.push_back(number());
            if (!taken(",") && !next_is(")")) malformed();
        }
        if (sizes.size() != 2 || sizes[1] != bitmap_pixels) {
            std::string text;
            for (const std::size_t size : sizes) text += (text.empty() ? "" : ", ") + std::to_string(size);
            refuse(name_, std::format("has the shape ({}); (N, {}) is needed", printable(text), bitmap_pixels));
        }
        if (sizes[0] > std::numeric_limits<std::size_t>::max() / bitmap_pixels / 2)
            refuse(name_, std::format("says that it holds {} pictures", sizes[0]));
        shape_ = sizes[0];
    }

    std::size_t number() {
        skip_blanks();
        std::size_t value = 0;
        const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
        if (error != std::errc()) malformed();
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        return value;
    }

    std::string_view quoted() {
        skip_blanks();
        if (rest_.empty() || (rest_.front() != '\'' && rest_.front() != '"')) malformed();
        const std::size_t end = rest_.find(rest_.front(), 1);
        if (end == std::string_view::npos) malformed();
        const std::string_view text = rest_.substr(1, end - 1);
        rest_.remove_prefix(end + 1);
        return text;
    }

    void skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size())); }
    bool next_is(std::string_view word) {
        skip_blanks();
        return rest_.starts_with(word);
    }
    bool taken(std::string_view word) {
        if (!next_is(word)) return false;
        rest_.remove_prefix(word.size());
        return true;
    }
    void expect(std::string_view word) {
        if (!taken(word)) malformed();
    }
    [[noreturn]] void malformed() const {
        refuse(name_, std::format("its header is no dictionary that NumPy writes, from “{}” on", printable(rest_)));
    }

    std::string_view rest_;
    const std::string& name_;
    bool descr_ = false;
    bool order_ = false;
    std::optional<std::size_t> shape_;
};

}  // namespace

NpyHeader parse_npy_header(std::span<const std::uint8_t> bytes, const std::string& name) {
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (!text.starts_with(magic)) refuse(name, "does not start as a .npy file does");
    std::size_t at = magic.size() + version_bytes;
    if (text.size() < at) refuse(name, "is truncated: it ends in its header");
    const unsigned major = bytes[magic.size()];
    const unsigned minor = bytes[magic.size() + 1];
    if (major < 1 || major > 3 || minor != 0)
        refuse(name, std::format("is of the .npy version {}.{}; 1.0, 2.0 and 3.0 are known", major, minor));
    const std::size_t length_bytes = major == 1 ? 2 : 4;
    if (text.size() < at + length_bytes) refuse(name, "is truncated: it ends in its header");
    std::size_t length = 0;
    for (std::size_t i = length_bytes; i-- > 0;) length = (length << 8U) | bytes[at + i];
    at += length_bytes;
    if (length > longest_npy_header)
        refuse(name,
               std::format("says that its header has {} bytes, above the limit of {}", length, longest_npy_header));
    if (text.size() - at < length) refuse(name, "is truncated: it ends in its header");
    return {.bytes = at + length, .rows = Dictionary(text.substr(at, length), name).rows()};
}

Bitmaps parse_npy(std::span<const std::uint8_t> bytes, const std::string& name) {
    const NpyHeader header = parse_npy_header(bytes, name);
    const std::size_t expected = header.rows * bitmap_pixels;
    const std::size_t found = bytes.size() - header.bytes;
    if (found < expected)
        refuse(name, std::format("is truncated: its header promises {} pictures, {} bytes; {} are there", header.rows,
                                 expected, found));
    if (found > expected)
        refuse(name, std::format("has {} bytes after the {} that its header promises", found - expected, expected));
    const auto pixels = bytes.subspan(header.bytes);
    return {.count = header.rows, .pixels = {pixels.begin(), pixels.end()}};
}

Bitmaps read_npy(const std::filesystem::path& file, std::size_t limit_bytes) {
    return parse_npy(files::read_unpacked(file, limit_bytes), file.string());
}

files::Bytes npy_bytes(std::span<const std::uint8_t> pixels) {
    if (pixels.size() % bitmap_pixels != 0)
        throw std::invalid_argument("a file of bitmaps holds whole pictures of 784 pixels");
    std::string header = std::format("{{'descr': '|u1', 'fortran_order': False, 'shape': ({}, {}), }}",
                                     pixels.size() / bitmap_pixels, bitmap_pixels);
    // NumPy pads with blanks so that the data begins at a multiple of 64, and ends the header with a line feed.
    constexpr std::size_t alignment = 64;
    const std::size_t before = magic.size() + version_bytes + 2;
    while ((before + header.size() + 1) % alignment != 0) header.push_back(' ');
    header.push_back('\n');
    files::Bytes bytes(magic.begin(), magic.end());
    bytes.insert(bytes.end(), {1, 0, static_cast<std::uint8_t>(header.size() & 0xFFU),
                               static_cast<std::uint8_t>(header.size() >> 8U)});
    bytes.insert(bytes.end(), header.begin(), header.end());
    bytes.insert(bytes.end(), pixels.begin(), pixels.end());
    return bytes;
}

std::vector<std::uint64_t> parse_key_ids(std::string_view text, const std::string& name) {
    std::vector<std::uint64_t> ids;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        std::uint64_t id = 0;
        const auto [last, error] = std::from_chars(line.data(), line.data() + line.size(), id);
        if (error != std::errc() || last != line.data() + line.size())
            refuse(name, std::format("line {}: “{}” is no key of a drawing", ids.size() + 1, printable(line)));
        ids.push_back(id);
    }
    return ids;
}

std::vector<std::uint64_t> read_key_ids(const std::filesystem::path& file) {
    const files::Bytes bytes = files::read_unpacked(file);
    return parse_key_ids(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()), file.string());
}

}  // namespace mllab::datasets
