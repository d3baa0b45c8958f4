// What the digit networks learn from and are judged by: MNIST's pictures, pen strokes and drawings that are no digits,
// each cut once and for all into training, validation and test.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "image/image.hpp"
#include "training/datasets/data_folder.hpp"
#include "training/datasets/splits.hpp"
#include "training/datasets/unipen.hpp"
#include "training/recipes/digits/data/negatives.hpp"

namespace mllab::digits_data {

using datasets::Split;

struct Picture {
    std::uint8_t label = 0;
    image::GrayImage ink;  // 28 x 28, ink 1 on black 0
};

struct SplitData {
    std::vector<Picture> pictures;            // MNIST
    std::vector<datasets::PenDigit> strokes;  // pen digits of this split's writers
};

// Where each set is on this machine; they need not lie together.
struct Folders {
    std::filesystem::path mnist;
    std::filesystem::path pendigits;
    std::filesystem::path quickdraw;  // may hold nothing: sketches are then missing among the no-digits

    // Throws files::FileError, with the command that brings the set, where MNIST or the pen digits are missing.
    [[nodiscard]] static Folders find(const datasets::Places& places);
};

// Throws files::FileError where a file is missing or broken.
[[nodiscard]] SplitData load(const Folders& folders, Split split);

}  // namespace mllab::digits_data
