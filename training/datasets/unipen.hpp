// UNIPEN, the format in which the UCI set "Pen-Based Recognition of Handwritten Digits" gives its original pen strokes
// (Guyon et al. 1994; Alpaydin, Alimoglu 1998). Only what that set uses is understood; other keywords are passed over.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "ink/strokes.hpp"
#include "training/files/files.hpp"

namespace mllab::datasets {

using files::FileError;

// One digit as it was written. x to the right, y down (the file's y points up), in the units of the tablet's
// 500 x 500 box; times are 0, because the set does not tell them.
struct PenDigit {
    std::uint8_t label = 0;  // 0..9
    int writer = 0;          // 1..30 in the training file; the 14 writers of the test file are numbered anew
    ink::Strokes strokes;    // at least one, none of them empty
};

inline constexpr float pen_box = 500;

// All digits of a file, plain or gzip, in its order. Throws FileError with file and line: a coordinate that is no
// number or out of range or outside a stroke, a digit without label, writer or ink, an end in the middle of a stroke.
[[nodiscard]] std::vector<PenDigit> read_unipen(const std::filesystem::path& path);

// The same for text in memory; `name` stands in messages.
[[nodiscard]] std::vector<PenDigit> parse_unipen(std::string_view text, const std::string& name);

// `pendigits/pendigits-orig.tra` (or .tra.gz) of a data folder. Throws FileError.
[[nodiscard]] std::vector<PenDigit> read_pendigits(const std::filesystem::path& data_folder);

// The official text of digits, coordinates rounded to whole units, for making data sets.
[[nodiscard]] std::string unipen_text(const std::vector<PenDigit>& digits);

}  // namespace mllab::datasets
