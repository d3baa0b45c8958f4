// Hands and shapes that no network has learned from, made in another way than what is learned: for measuring only. The
// shapes are arcs and lines by formula (unseen_shapes.ndjson), the hand that varies them is this file's own.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "ink/strokes.hpp"
#include "training/recipes/digits/data/sources.hpp"

namespace mllab::digits_evaluation {

struct UnseenSet {
    std::string name;
    std::vector<ink::Strokes> drawings;  // as they lie on the pad
    std::vector<std::size_t> labels;     // 0..9, or digits::no_digit
};

// Digits that the data has few of: of pen digits every third point only, pen digits turned clockwise by 20 degrees,
// and ways of writing out of `shapes` ("digit 0" …). `data` is the split's.
[[nodiscard]] std::vector<UnseenSet> unseen_digits(const digits_data::SplitData& data,
                                                   const std::filesystem::path& shapes, digits_data::Split split);

// No digits: letters and signs out of `shapes` ("letter C", "sign heart"), the split's sketches, two pen digits that
// overlap. The lines of `shapes` belong to validation and test in turn. Throws files::FileError.
[[nodiscard]] std::vector<UnseenSet> unseen_no_digits(const digits_data::SplitData& data,
                                                      const digits_data::Negatives& negatives,
                                                      const std::filesystem::path& shapes, digits_data::Split split);

}  // namespace mllab::digits_evaluation
