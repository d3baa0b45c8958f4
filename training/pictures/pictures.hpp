// JPEG and PNG files to pictures in memory, and back to JPEG.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>

#include "image/image.hpp"
#include "training/files/files.hpp"

namespace mllab::pictures {

// Names the file and says what is wrong with it.
class PictureError : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

// What a file may ask for. Sides and pixels are read from its header, before anything is decoded.
struct Limits {
    std::size_t file_bytes = std::size_t{16} << 20;
    int side = 16384;
    std::size_t pixels = std::size_t{1} << 25;
};

// Baseline and progressive JPEG, grey or colour, and PNG of every kind; of 16-bit PNG the upper eight bits. Orientation
// tags are not obeyed. Throws PictureError: no picture, broken off, broken, larger than the limits, or a JPEG in four
// colours of print (CMYK), whose meaning differs from program to program. `name` is for the message.
[[nodiscard]] image::RgbaImage decoded(std::span<const std::uint8_t> bytes, const std::string& name,
                                       const Limits& limits = {});
// The same of a file; one that is missing, unreadable or too large is a PictureError, too.
[[nodiscard]] image::RgbaImage read(const std::filesystem::path& path, const Limits& limits = {});

// Baseline JPEG of quality 1..100; alpha is left out. Throws std::invalid_argument on an empty picture or another
// quality.
[[nodiscard]] files::Bytes as_jpeg(const image::RgbaImage& image, int quality);

}  // namespace mllab::pictures
