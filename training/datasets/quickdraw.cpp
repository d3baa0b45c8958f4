#include "training/datasets/quickdraw.hpp"

#include <algorithm>
#include <cmath>
#include <format>
#include <nlohmann/json.hpp>

namespace mllab::datasets {

namespace {

// The raw format knows large pads; beyond this no screen reaches.
constexpr double largest_coordinate = 1e5;
// A game lasts 20 seconds; clocks that were set meanwhile have left larger times in the raw format.
constexpr double largest_time_ms = 1e13;
// The longest lines of the raw format have a few hundred thousand characters. As a tree, a line takes some ten times
// its length in memory.
constexpr std::size_t longest_line = std::size_t{16} << 20;

float number(const nlohmann::json& value, const char* what, double largest, const std::string& where) {
    if (!value.is_number()) throw files::FileError(std::format("{}: a {} is no number", where, what));
    const double v = value.get<double>();
    if (!std::isfinite(v) || std::abs(v) > largest)
        throw files::FileError(std::format("{}: the {} {} is out of range", where, what, v));
    return static_cast<float>(v);
}

ink::Stroke stroke_of(const nlohmann::json& lists, bool raw, const std::string& where) {
    const auto is_list = [](const nlohmann::json& list) { return list.is_array(); };
    if (!lists.is_array() || lists.size() < 2 || !std::ranges::all_of(lists, is_list))
        throw files::FileError(where + ": a stroke is not a pair of coordinate lists");
    if (lists.size() != (raw ? 3U : 2U))
        throw files::FileError(
            std::format("{}: a stroke has {} lists where the first has {}", where, lists.size(), raw ? "3" : "2"));
    const auto& x = lists[0];
    const auto& y = lists[1];
    if (x.size() != y.size() || x.empty())
        throw files::FileError(std::format("{}: a stroke has {} x and {} y", where, x.size(), y.size()));
    if (raw && lists[2].size() != x.size())
        throw files::FileError(std::format("{}: a stroke has {} x and {} times", where, x.size(), lists[2].size()));
    ink::Stroke stroke;
    stroke.reserve(x.size());
    for (std::size_t i = 0; i < x.size(); ++i)
        stroke.push_back({number(x[i], "coordinate", largest_coordinate, where),
                          number(y[i], "coordinate", largest_coordinate, where),
                          raw ? number(lists[2][i], "time", largest_time_ms, where) : 0});
    return stroke;
}

void take_strokes(QuickDrawing& drawing, const nlohmann::json& strokes, const std::string& where) {
    if (!strokes.is_array() || strokes.empty()) throw files::FileError(where + ": “drawing” holds no strokes");
    drawing.raw = strokes[0].is_array() && strokes[0].size() == 3;
    for (const auto& lists : strokes) drawing.strokes.push_back(stroke_of(lists, drawing.raw, where));
}

}  // namespace

std::vector<QuickDrawing> parse_quickdraw(std::string_view text, const std::string& name, std::size_t limit) {
    std::vector<QuickDrawing> drawings;
    std::size_t line_number = 0;
    while (!text.empty() && drawings.size() < limit) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        ++line_number;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        const std::string where = std::format("{}, line {}", name, line_number);
        if (line.size() > longest_line)
            throw files::FileError(std::format("{}: is longer than the limit of {} bytes", where, longest_line));
        // The callback keeps hostile nesting from using the stack: a drawing is four levels deep.
        const auto shallow = [&](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
            if (depth > 8) throw files::FileError(where + ": nested too deeply");
            return true;
        };
        const nlohmann::json object = nlohmann::json::parse(line, shallow, false);
        if (!object.is_object()) throw files::FileError(where + ": no JSON object");
        if (!object.contains("drawing")) throw files::FileError(where + ": “drawing” is missing");
        QuickDrawing drawing;
        if (object.contains("word") && object["word"].is_string()) drawing.word = object["word"].get<std::string>();
        if (object.contains("key_id") && object["key_id"].is_string())
            drawing.key_id = object["key_id"].get<std::string>();
        if (object.contains("recognized") && object["recognized"].is_boolean())
            drawing.recognized = object["recognized"].get<bool>();
        take_strokes(drawing, object["drawing"], where);
        drawings.push_back(std::move(drawing));
    }
    return drawings;
}

std::vector<QuickDrawing> read_quickdraw(const std::filesystem::path& file, std::size_t limit) {
    const files::Bytes bytes = files::read_unpacked(file);
    return parse_quickdraw(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()), file.string(),
                           limit);
}

std::vector<QuickDrawFile> quickdraw_files(const std::filesystem::path& data_folder) {
    std::vector<QuickDrawFile> found;
    const auto folder = data_folder / "quickdraw" / "simplified";
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        for (const std::string_view ending : {".ndjson.gz", ".ndjson"}) {
            if (!name.ends_with(ending)) continue;
            found.push_back({name.substr(0, name.size() - ending.size()), entry.path()});
            break;
        }
    }
    std::ranges::sort(found, {}, &QuickDrawFile::category);
    return found;
}

}  // namespace mllab::datasets
