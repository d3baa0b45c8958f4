// IDX, the official format of MNIST (and of the sets that follow it): big-endian header, then the bytes. Files may be
// plain or gzip. What the header promises is compared with what is there before anything is kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "training/files/files.hpp"

namespace mllab::datasets {

using files::FileError;

// Pictures of one size, 8-bit, row-major, top row first; ink is bright in MNIST (255 on 0).
struct IdxImages {
    std::size_t count = 0;
    std::size_t rows = 0;
    std::size_t cols = 0;
    std::vector<std::uint8_t> pixels;  // count * rows * cols

    [[nodiscard]] std::span<const std::uint8_t> image(std::size_t i) const {
        return std::span(pixels).subspan(i * rows * cols, rows * cols);
    }
};

struct LabelledImages : IdxImages {
    std::vector<std::uint8_t> labels;  // count
};

// idx3-ubyte. Throws FileError naming the file and what is wrong: magic number, sizes, length.
[[nodiscard]] IdxImages read_idx_images(const std::filesystem::path& path);

// idx1-ubyte. Throws FileError; also if a label is not below `classes`.
[[nodiscard]] std::vector<std::uint8_t> read_idx_labels(const std::filesystem::path& path, std::size_t classes = 256);

// Both, one label to a picture. Throws FileError.
[[nodiscard]] LabelledImages read_idx(const std::filesystem::path& images, const std::filesystem::path& labels,
                                      std::size_t classes = 256);

enum class MnistFile { training, test };  // "train-…" (60,000 digits) and "t10k-…" (10,000)

// MNIST from a folder that holds `mnist/train-images-idx3-ubyte.gz` and its like, or the same files unpacked. Throws
// FileError, also if the pictures are not 28 x 28.
[[nodiscard]] LabelledImages read_mnist(const std::filesystem::path& data_folder, MnistFile which);

// The official bytes of pictures and labels, for making data sets.
[[nodiscard]] files::Bytes idx_image_bytes(const IdxImages& images);
[[nodiscard]] files::Bytes idx_label_bytes(std::span<const std::uint8_t> labels);

}  // namespace mllab::datasets
