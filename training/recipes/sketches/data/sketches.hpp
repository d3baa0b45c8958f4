// Quick, Draw! as the sketch networks learn it: strokes and bitmaps of every category, cut into training, validation
// and test by the rules of split.hpp.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "training/datasets/data_folder.hpp"
#include "training/recipes/sketches/data/drawings.hpp"
#include "training/recipes/sketches/data/split.hpp"

namespace mllab::sketches_data {

// Items lie one category after another: those of category c are first[c] .. first[c + 1].
struct Labels {
    std::vector<std::size_t> first{0};

    [[nodiscard]] std::size_t categories() const { return first.size() - 1; }
    [[nodiscard]] std::size_t count() const { return first.back(); }
    [[nodiscard]] std::size_t count_of(std::size_t category) const { return first[category + 1] - first[category]; }
    // Throws std::out_of_range.
    [[nodiscard]] std::size_t category_of(std::size_t item) const;
};

struct StrokeSet {
    Labels labels;
    Drawings drawings;
    std::vector<std::uint64_t> keys;  // 0 where the file has none
};

struct BitmapSet {
    Labels labels;
    std::vector<std::uint8_t> pixels;  // 784 each, ink = 255

    [[nodiscard]] std::span<const std::uint8_t, datasets::bitmap_pixels> image(std::size_t i) const {
        return std::span(pixels).subspan(i * datasets::bitmap_pixels).first<datasets::bitmap_pixels>();
    }
};

struct Sketches {
    std::vector<std::string> categories;  // sorted; the place is the label
    StrokeSet train;
    StrokeSet validation;
    StrokeSet test;
    BitmapSet bitmaps;         // training only
    std::size_t held_out = 0;  // bitmaps left out because their drawing validates or tests
    std::size_t copies = 0;    // … because they nearly equal such a drawing
    [[nodiscard]] const StrokeSet& strokes(Split split) const;
};

// The first folder of `places` that has drawings of any category: which ones were fetched is the user's choice. Throws
// files::FileError that says where it was looked and which command brings them.
[[nodiscard]] std::filesystem::path folder_with_sketches(const datasets::Places& places);

// Reads quickdraw/simplified/<category>.ndjson, quickdraw/numpy_bitmap/<category>.npy (both plain or .gz) and, where
// there is one, quickdraw/bitmap_key_ids/<category>.txt of the data folder; all categories that have strokes, or `only`
// these. Throws files::FileError: nothing there, a file missing or broken, keys that are not one a bitmap.
[[nodiscard]] Sketches load(const std::filesystem::path& data_folder, const std::vector<std::string>& only = {});

}  // namespace mllab::sketches_data
