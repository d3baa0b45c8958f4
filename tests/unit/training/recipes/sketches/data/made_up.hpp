// A small Quick, Draw! folder, made up: every drawing a polygon of its own, some of them with a bitmap.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "ink/strokes.hpp"

namespace mllab::testing {

// The drawing of a key: a crooked polygon and a line, in simplified coordinates.
[[nodiscard]] ink::Strokes drawing_of(std::uint64_t key);

struct MadeUpCategory {
    std::string name;
    std::vector<std::uint64_t> keys;         // of its drawings
    std::vector<std::uint64_t> bitmaps;      // the drawings that its bitmaps show
    std::vector<std::uint64_t> bitmap_keys;  // what the list of keys says of them; empty = no list
};

// Writes <folder>/quickdraw/… in the official formats.
void write_category(const std::filesystem::path& folder, const MadeUpCategory& category);

// first, first + 1, … `count` of them.
[[nodiscard]] std::vector<std::uint64_t> keys_from(std::uint64_t first, std::size_t count);

}  // namespace mllab::testing
