#include "training/importers/tfjs/bounded_json.hpp"

#include <charconv>
#include <format>
#include <limits>

#include "training/importers/import_error.hpp"

namespace mllab::importers::tfjs {

namespace {

constexpr std::size_t most_bytes = std::size_t{16} << 20;
constexpr int deepest = 32;
constexpr std::size_t most_letters = 4'000;

}  // namespace

Json parse_bounded(const files::Bytes& bytes) {
    if (bytes.size() > most_bytes)
        throw ImportError(std::format("a model.json of {} bytes is larger than any that is understood", bytes.size()));
    try {
        return Json::parse(bytes.begin(), bytes.end(), [](int depth, Json::parse_event_t, const Json&) {
            if (depth > deepest) throw ImportError("model.json is nested more deeply than any that is understood");
            return true;
        });
    } catch (const Json::exception& error) {
        throw ImportError(std::string("model.json is no JSON, or only a part of it: ") + error.what());
    }
}

const Json* optional_field(const Json& object, const char* name) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(name);
    return found == object.end() ? nullptr : &*found;
}

const Json& field(const Json& object, const char* name, const std::string& place) {
    const Json* found = optional_field(object, name);
    if (found == nullptr) throw ImportError(std::format("{}: it has no “{}”", place, name));
    return *found;
}

const Json& list(const Json& object, const char* name, const std::string& place) {
    const Json& found = field(object, name, place);
    if (!found.is_array()) throw ImportError(std::format("{}: its “{}” is no list", place, name));
    return found;
}

std::string text(const Json& object, const char* name, const std::string& place) {
    const Json& found = field(object, name, place);
    if (!found.is_string()) throw ImportError(std::format("{}: its “{}” is no text", place, name));
    const auto& letters = found.get_ref<const std::string&>();
    if (letters.empty() || letters.size() > most_letters)
        throw ImportError(std::format("{}: its “{}” has {} letters", place, name, letters.size()));
    return letters;
}

std::optional<std::int64_t> whole_number(const Json& value) {
    if (value.is_number_unsigned()) {
        const auto number = value.get<std::uint64_t>();
        if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return std::nullopt;
        return static_cast<std::int64_t>(number);
    }
    if (value.is_number_integer()) return value.get<std::int64_t>();
    if (!value.is_string()) return std::nullopt;
    const auto& digits = value.get_ref<const std::string&>();
    const char* end = digits.data() + digits.size();
    std::int64_t number = 0;
    const auto [rest, error] = std::from_chars(digits.data(), end, number);
    if (digits.empty() || error != std::errc() || rest != end) return std::nullopt;
    return number;
}

}  // namespace mllab::importers::tfjs
