#include "training/report/json_text.hpp"

#include <cmath>
#include <cstdint>
#include <format>
#include <stdexcept>

namespace mllab::report {

namespace {

// nlohmann writes what is not a finite number as null: better an error than a card with holes.
void check(const Json& json, const std::string& place) {
    if (json.is_number_float() && !std::isfinite(json.get<double>()))
        throw std::invalid_argument("the number at " + place + " is not finite");
    for (const auto& [key, value] : json.items())
        if (json.is_structured()) check(value, std::format("{}/{}", place, key));
}

std::string on_one_line(const Json& json) {
    if (!json.is_structured()) return json.dump();
    std::string text;
    for (const auto& [key, value] : json.items()) {
        text += text.empty() ? "" : ", ";
        if (json.is_object()) text += Json(key).dump() + ": ";
        text += on_one_line(value);
    }
    if (json.is_array()) return "[" + text + "]";
    return text.empty() ? "{}" : "{ " + text + " }";
}

void write(const Json& json, std::size_t indent, std::size_t used, std::size_t columns, std::string& out) {
    std::string line = on_one_line(json);
    if (!json.is_structured() || json.empty() || used + line.size() + 1 <= columns) {
        out += line;
        return;
    }
    out += json.is_array() ? "[" : "{";
    bool first = true;
    for (const auto& [key, value] : json.items()) {
        out += first ? "\n" : ",\n";
        first = false;
        out += std::string(indent + 2, ' ');
        const std::string name = json.is_object() ? Json(key).dump() + ": " : "";
        out += name;
        write(value, indent + 2, indent + 2 + name.size(), columns, out);
    }
    out += "\n" + std::string(indent, ' ') + (json.is_array() ? "]" : "}");
}

}  // namespace

std::string json_text(const Json& json, std::size_t columns) {
    check(json, "");
    try {
        std::string out;
        write(json, 0, 0, columns, out);
        return out + "\n";
    } catch (const Json::type_error&) {
        throw std::invalid_argument("a text is not UTF-8");
    }
}

Json json_number(double value) {
    constexpr double exact = 9007199254740992.0;  // 2^53
    if (std::trunc(value) == value && std::abs(value) <= exact) return static_cast<std::int64_t>(value);
    return value;
}

}  // namespace mllab::report
