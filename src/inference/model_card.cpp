#include "inference/model_card.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/text.hpp"

namespace mllab::inference {

namespace {

using nlohmann::json;

constexpr std::size_t most_bytes = std::size_t{4} << 20;
constexpr int deepest = 16;

[[noreturn]] void refuse(const std::string& field, const std::string& what) {
    throw CardError("model card: \"" + field + "\" " + what);
}

// A field by its path, "file.name"; every step but the last must be an object.
const json& field(const json& card, const std::string& path) {
    const json* here = &card;
    std::size_t start = 0;
    while (true) {
        const std::size_t dot = path.find('.', start);
        if (!here->is_object()) refuse(path.substr(0, start - 1), "is not an object");
        const auto found = here->find(path.substr(start, dot - start));
        if (found == here->end()) refuse(path.substr(0, dot), "is missing");
        here = &*found;
        if (dot == std::string::npos) return *here;
        start = dot + 1;
    }
}

std::string text(const json& card, const std::string& path) {
    const json& value = field(card, path);
    if (!value.is_string() || value.get_ref<const std::string&>().empty()) refuse(path, "is not a text");
    return value.get<std::string>();
}

std::int64_t count(const json& card, const std::string& path, std::int64_t least) {
    const json& value = field(card, path);
    constexpr std::int64_t most = std::int64_t{1} << 40;
    // A number above 2^63 is unsigned to the parser; as a signed one it would be negative.
    const bool fits = value.is_number_unsigned() ? value.get<std::uint64_t>() <= static_cast<std::uint64_t>(most)
                                                 : value.is_number_integer();
    if (!fits || value.get<std::int64_t>() < least) refuse(path, "is not a whole number that makes sense");
    return value.get<std::int64_t>();
}

std::map<std::string, double> numbers(const json& card, const std::string& path) {
    const json& value = field(card, path);
    if (!value.is_object()) refuse(path, "is not an object");
    std::map<std::string, double> result;
    for (const auto& [key, number] : value.items()) {
        std::string place = path;
        place.append(1, '.').append(key);
        if (!number.is_number() || !std::isfinite(number.get<double>())) refuse(place, "is not a number");
        result.emplace(key, number.get<double>());
    }
    return result;
}

bool is_identifier(const std::string& id) {
    return std::ranges::all_of(id, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

// One name in the models' folder: what is fetched must not depend on where a card points.
bool is_plain_file_name(const std::string& name) {
    return name.front() != '.' && std::ranges::all_of(name, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                      c == '-' || c == '.';
           });
}

json parsed(std::string_view bytes) {
    if (bytes.size() > most_bytes) throw CardError("model card: longer than any of ours");
    try {
        return json::parse(bytes, [](int depth, json::parse_event_t, json&) {
            if (depth > deepest) throw CardError("model card: nested deeper than any of ours");
            return true;
        });
    } catch (const json::exception& error) {
        throw CardError(std::string("model card: not valid JSON: ") + error.what());
    }
}

double value_of(const std::map<std::string, double>& values, const std::string& group, const std::string& key) {
    const auto found = values.find(key);
    if (found == values.end()) refuse(group + "." + key, "is missing");
    return found->second;
}

}  // namespace

ModelCard ModelCard::parse(std::string_view bytes) {
    const json card = parsed(bytes);
    if (!card.is_object()) throw CardError("model card: not an object");
    if (count(card, "format", 1) != 1) refuse("format", "is not 1; this version reads no other");
    ModelCard result;
    result.id = text(card, "id");
    if (!is_identifier(result.id)) refuse("id", "may hold small letters, digits and _ only");
    result.name = text(card, "name");
    result.file_name = text(card, "file.name");
    if (!is_plain_file_name(result.file_name)) refuse("file.name", "is not a plain file name");
    result.file_bytes = count(card, "file.bytes", 1);
    result.file_sha256 = text(card, "file.sha256");
    const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    if (result.file_sha256.size() != 64 || !std::ranges::all_of(result.file_sha256, is_hex))
        refuse("file.sha256", "is not 64 small hexadecimal digits");
    result.parameters = count(card, "architecture.parameters", 0);
    const json& labels = field(card, "labels");
    if (!labels.is_array()) refuse("labels", "is not a list");
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (!labels[i].is_string()) refuse("labels[" + std::to_string(i) + "]", "is not a text");
        result.labels.push_back(labels[i].get<std::string>());
    }
    result.preprocessing = numbers(card, "preprocessing");
    result.decision = numbers(card, "decision");
    return result;
}

double ModelCard::preprocessing_value(const std::string& key) const {
    return value_of(preprocessing, "preprocessing", key);
}

double ModelCard::decision_value(const std::string& key) const { return value_of(decision, "decision", key); }

}  // namespace mllab::inference
