#include "training/datasets/hershey.hpp"

#include <cctype>
#include <charconv>
#include <format>
#include <string>

namespace mllab::datasets {

namespace {

// Each glyph: five columns of number, three columns of a count of pairs, then the pairs. The first pair is the left and
// right margin; " R" lifts the pen; other pairs are coordinates relative to the letter R. Long glyphs go on in the next
// line.
constexpr std::size_t number_columns = 5;
constexpr std::size_t count_columns = 3;
constexpr std::size_t most_pairs = 999;

std::size_t count_of(std::string_view field, const std::string& where) {
    while (!field.empty() && field.front() == ' ') field.remove_prefix(1);
    std::size_t count = 0;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), count);
    if (error != std::errc() || end != field.data() + field.size() || count == 0 || count > most_pairs)
        throw files::FileError(std::format("{}: the number of pairs is “{}”", where, field));
    return count;
}

}  // namespace

std::vector<HersheyGlyph> parse_hershey(std::string_view text, const std::string& name) {
    std::vector<HersheyGlyph> glyphs;
    std::size_t at = 0;
    while (at < text.size()) {
        if (text[at] == '\n' || text[at] == '\r') {
            ++at;
            continue;
        }
        const std::string where = std::format("{}, glyph {}", name, glyphs.size());
        if (text.size() - at < number_columns + count_columns)
            throw files::FileError(where + ": the file ends in its header");
        const std::size_t pairs = count_of(text.substr(at + number_columns, count_columns), where);
        at += number_columns + count_columns;
        std::string data;
        while (data.size() < 2 * pairs) {
            if (at >= text.size()) throw files::FileError(where + ": the file ends in its strokes");
            if (text[at] != '\n' && text[at] != '\r') data.push_back(text[at]);
            ++at;
        }
        HersheyGlyph glyph{glyphs.size(), {}};
        ink::Stroke stroke;
        for (std::size_t i = 1; i < pairs; ++i) {
            const char cx = data[2 * i];
            const char cy = data[2 * i + 1];
            if (cx == ' ' && cy == 'R') {
                if (!stroke.empty()) glyph.strokes.push_back(std::move(stroke));
                stroke.clear();
            } else {
                stroke.push_back({static_cast<float>(cx - 'R'), static_cast<float>(cy - 'R'), 0});
            }
        }
        if (!stroke.empty()) glyph.strokes.push_back(std::move(stroke));
        glyphs.push_back(std::move(glyph));
    }
    return glyphs;
}

std::vector<HersheyGlyph> read_hershey(const std::filesystem::path& file) {
    const files::Bytes bytes = files::read(file, std::size_t{4} << 20);
    return parse_hershey(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()), file.string());
}

}  // namespace mllab::datasets
