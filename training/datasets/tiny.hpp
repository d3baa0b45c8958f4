// A tiny data set in the official formats, made up: digit-like strokes, a little different for every writer. It learns
// in seconds, so that the whole path from files to a model can be tried on a machine that has no data.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "training/datasets/unipen.hpp"

namespace mllab::datasets {

struct TinySizes {
    std::size_t training_images = 600;
    std::size_t test_images = 100;
    std::size_t digits_per_writer = 10;  // of each of 30 writers
};

// One digit in the tablet's box, as `writer` would write it the `index`-th time. Deterministic.
[[nodiscard]] PenDigit tiny_digit(std::uint8_t label, int writer, std::uint64_t index);

// Writes mnist/*.gz (the four official names, 28 x 28) and pendigits/pendigits-orig.tra below `folder`, the same bytes
// every time. Throws files::FileError.
void write_tiny_data(const std::filesystem::path& folder, const TinySizes& sizes = {});

}  // namespace mllab::datasets
