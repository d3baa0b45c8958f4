// The Hershey fonts (A. V. Hershey, U.S. National Bureau of Standards, 1967): letters as pen strokes, from the files
// (.jhf) of Debian's package hershey-fonts-data. Letters are what a digit network must learn to refuse.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "ink/strokes.hpp"
#include "training/files/files.hpp"

namespace mllab::datasets {

struct HersheyGlyph {
    std::size_t index = 0;  // place in the file; in a Latin face, the character code less 32
    ink::Strokes strokes;   // font units, y down; empty for a space
};

// Where Debian installs the faces.
inline constexpr std::string_view hershey_folder = "/usr/share/hershey-fonts";

// Every glyph of one file. Throws files::FileError naming the file and the glyph that is broken.
[[nodiscard]] std::vector<HersheyGlyph> read_hershey(const std::filesystem::path& file);
[[nodiscard]] std::vector<HersheyGlyph> parse_hershey(std::string_view text, const std::string& name);

}  // namespace mllab::datasets
