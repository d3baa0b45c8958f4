#include "training/datasets/quickdraw.hpp"

#include <algorithm>
#include <cmath>
#include <format>
#include <nlohmann/json.hpp>

namespace mllab::datasets {

namespace {

// The raw format knows large pads; beyond this no screen reaches.
constexpr double largest_coordinate = 1e5;

float coordinate(const nlohmann::json& value, const std::string& where) {
    if (!value.is_number()) throw files::FileError(where + ": a coordinate is no number");
    const double v = value.get<double>();
    if (!std::isfinite(v) || std::abs(v) > largest_coordinate)
        throw files::FileError(std::format("{}: the coordinate {} is out of range", where, v));
    return static_cast<float>(v);
}

core::Strokes strokes_of(const nlohmann::json& drawing, const std::string& where) {
    if (!drawing.is_array() || drawing.empty()) throw files::FileError(where + ": “drawing” holds no strokes");
    core::Strokes strokes;
    for (const auto& pair : drawing) {
        if (!pair.is_array() || pair.size() < 2 || !pair[0].is_array() || !pair[1].is_array())
            throw files::FileError(where + ": a stroke is not a pair of coordinate lists");
        if (pair[0].size() != pair[1].size() || pair[0].empty())
            throw files::FileError(
                std::format("{}: a stroke has {} x and {} y", where, pair[0].size(), pair[1].size()));
        core::Stroke stroke;
        for (std::size_t i = 0; i < pair[0].size(); ++i)
            stroke.push_back({coordinate(pair[0][i], where), coordinate(pair[1][i], where), 0});
        strokes.push_back(std::move(stroke));
    }
    return strokes;
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
        drawing.strokes = strokes_of(object["drawing"], where);
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
