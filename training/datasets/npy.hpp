// Quick, Draw! bitmaps in their official form: NumPy's .npy, uint8 [N, 784], each row a picture of 28 x 28, ink = 255
// on black 0. The header's promises (type, order, shape, length) are compared with what is there before anything is
// kept. Format: numpy.lib.format, versions 1 to 3.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "training/files/files.hpp"

namespace mllab::datasets {

inline constexpr std::size_t bitmap_side = 28;
inline constexpr std::size_t bitmap_pixels = bitmap_side * bitmap_side;

struct Bitmaps {
    std::size_t count = 0;
    std::vector<std::uint8_t> pixels;  // count * 784, row-major, top row first

    [[nodiscard]] std::span<const std::uint8_t, bitmap_pixels> image(std::size_t i) const {
        return std::span(pixels).subspan(i * bitmap_pixels).first<bitmap_pixels>();
    }
};

struct NpyHeader {
    std::size_t bytes = 0;  // of the header; the pictures begin there
    std::size_t rows = 0;
};

// No header of such a file needs more; a longer one is refused.
inline constexpr std::size_t longest_npy_header = 4096;

// The header at the beginning of `bytes`, which may hold more or less than the rows that it promises. `name` stands in
// messages. Throws files::FileError: another magic number or version, cut off, another type, order or shape.
[[nodiscard]] NpyHeader parse_npy_header(std::span<const std::uint8_t> bytes, const std::string& name);

// The whole file. Throws files::FileError, also where rows are missing or bytes follow the last one.
[[nodiscard]] Bitmaps parse_npy(std::span<const std::uint8_t> bytes, const std::string& name);

// Plain or gzip; never unpacks to more than `limit_bytes`. Throws files::FileError naming the file.
[[nodiscard]] Bitmaps read_npy(const std::filesystem::path& file, std::size_t limit_bytes = files::default_limit_bytes);

// The official bytes (version 1) of a file of these pictures. Throws std::invalid_argument where they are not whole
// rows.
[[nodiscard]] files::Bytes npy_bytes(std::span<const std::uint8_t> pixels);

// quickdraw/bitmap_key_ids/<category>.txt: the drawing's key of each row, one decimal number a line, 0 = unknown. The
// list is this project's own; the official set has none. Throws files::FileError naming file and line: no number, or
// more than 64 bits.
[[nodiscard]] std::vector<std::uint64_t> read_key_ids(const std::filesystem::path& file);
[[nodiscard]] std::vector<std::uint64_t> parse_key_ids(std::string_view text, const std::string& name);

}  // namespace mllab::datasets
