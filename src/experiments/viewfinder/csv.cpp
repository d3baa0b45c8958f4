#include "experiments/viewfinder/csv.hpp"

#include <string_view>

namespace mllab::viewfinder {

namespace {

std::string quoted(const std::string& cell) {
    constexpr std::string_view formula = "=+-@\t\r";
    std::string text = !cell.empty() && formula.contains(cell.front()) ? "'" + cell : cell;
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string inside = "\"";
    for (const char c : text) {
        if (c == '"') inside += '"';
        inside += c;
    }
    return inside + '"';
}

}  // namespace

void Csv::add(std::span<const std::string> cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) rows_ += (i > 0 ? "," : "") + quoted(cells[i]);
    rows_ += "\r\n";
}

}  // namespace mllab::viewfinder
