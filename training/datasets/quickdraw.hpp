// Quick, Draw! drawings as strokes, one JSON object a line (ndjson), y down. Two official formats are read and told
// apart by a stroke's third list: simplified ([x, y], whole numbers 0..255) and raw ([x, y, t], pixels of the player's
// screen and milliseconds since the first point).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "ink/strokes.hpp"
#include "training/files/files.hpp"

namespace mllab::datasets {

struct QuickDrawing {
    std::string word;
    std::string key_id;
    bool recognized = true;
    bool raw = false;      // with times, in any coordinates
    ink::Strokes strokes;  // at least one, none of them empty
};

// At most `limit` drawings of a file, plain or gzip. Throws files::FileError naming the line: no JSON, “drawing”
// missing, lists of different lengths, numbers that are no coordinates or times, a line above 16 MiB.
[[nodiscard]] std::vector<QuickDrawing> read_quickdraw(const std::filesystem::path& file,
                                                       std::size_t limit = static_cast<std::size_t>(-1));
[[nodiscard]] std::vector<QuickDrawing> parse_quickdraw(std::string_view text, const std::string& name,
                                                        std::size_t limit = static_cast<std::size_t>(-1));

// The categories of a data folder (quickdraw/simplified/<category>.ndjson or .ndjson.gz), sorted; empty where it has
// none.
struct QuickDrawFile {
    std::string category;
    std::filesystem::path file;
};
[[nodiscard]] std::vector<QuickDrawFile> quickdraw_files(const std::filesystem::path& data_folder);

}  // namespace mllab::datasets
