#include "training/importers/tfjs/attributes.hpp"

#include <algorithm>
#include <cmath>
#include <format>
#include <optional>
#include <string_view>

#include "training/importers/import_error.hpp"

namespace mllab::importers::tfjs {

namespace {

constexpr std::size_t most_attributes = 200;
constexpr std::size_t longest_list = 10'000;

bool printable(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

// Nothing if it is no base64 (RFC 4648, section 4).
std::optional<std::string> from_base64(std::string_view text) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    if (text.size() % 4 != 0) return std::nullopt;
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    std::string bytes;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : text.substr(0, text.size() - padding)) {
        const std::size_t digit = digits.find(c);
        if (digit == std::string_view::npos) return std::nullopt;
        bits = (bits << 6U | static_cast<std::uint32_t>(digit)) & 0xffffU;
        held += 6;
        if (held < 8) continue;
        held -= 8;
        bytes.push_back(static_cast<char>(bits >> static_cast<unsigned>(held) & 0xffU));
    }
    return bytes;
}

// Words such as SAME, NHWC and Relu are base64 of bytes that are no letters: these stand for themselves.
std::string decoded(const Json& value, const std::string& place) {
    if (value.is_array() && value.size() <= longest_list) {
        std::string bytes;
        for (const Json& one : value) {
            const auto byte = whole_number(one);
            if (!byte || *byte < 0 || *byte > 0xff) throw ImportError(place + " is no text");
            bytes.push_back(static_cast<char>(*byte));
        }
        return bytes;
    }
    if (!value.is_string()) throw ImportError(place + " is no text");
    const auto& given = value.get_ref<const std::string&>();
    const auto bytes = from_base64(given);
    return bytes && printable(*bytes) ? *bytes : given;
}

std::int64_t whole(const Json& value, const std::string& place) {
    const auto number = whole_number(value);
    if (!number) throw ImportError(place + " is no whole number that fits");
    return *number;
}

double number(const Json& value, const std::string& place) {
    if (!value.is_number() || !std::isfinite(value.get<double>())) throw ImportError(place + " is no finite number");
    return value.get<double>();
}

// A text, or the number that the schema gives it.
std::string type(const Json& value, const std::string& place) {
    if (value.is_string()) return value.get<std::string>();
    return std::to_string(whole(value, place));
}

Attribute shape(const Json& value, const std::string& place) {
    const Json* unknown = optional_field(value, "unknownRank");
    if (unknown != nullptr && *unknown == true) return std::monostate{};
    std::vector<std::int64_t> sizes;
    const Json* dims = optional_field(value, "dim");
    if (dims == nullptr) return sizes;
    if (!dims->is_array() || dims->size() > longest_list) throw ImportError(place + " is no shape");
    for (const Json& dim : *dims) {
        // protobuf's JSON leaves a size of 0 out.
        const Json* size = optional_field(dim, "size");
        sizes.push_back(size == nullptr ? 0 : whole(*size, place));
    }
    return sizes;
}

Attribute list_of(const Json& value, const std::string& place) {
    const auto elements = [&](const char* kind) {
        const Json* given = optional_field(value, kind);
        const bool there = given != nullptr && given->is_array() && !given->empty();
        if (there && given->size() > longest_list) throw ImportError(place + " is too long");
        return there ? given : nullptr;
    };
    if (const Json* numbers = elements("i")) {
        std::vector<std::int64_t> list;
        for (const Json& one : *numbers) list.push_back(whole(one, place));
        return list;
    }
    if (const Json* texts = elements("s")) {
        std::vector<std::string> list;
        for (const Json& one : *texts) list.push_back(decoded(one, place));
        return list;
    }
    return std::monostate{};
}

Attribute read_attribute(const Json& value, const std::string& place) {
    if (const Json* flag = optional_field(value, "b")) {
        if (!flag->is_boolean()) throw ImportError(place + " is neither true nor false");
        return flag->get<bool>();
    }
    if (const Json* given = optional_field(value, "i")) return whole(*given, place);
    if (const Json* given = optional_field(value, "f")) return number(*given, place);
    if (const Json* given = optional_field(value, "s")) return decoded(*given, place);
    if (const Json* given = optional_field(value, "type")) return type(*given, place);
    if (const Json* given = optional_field(value, "shape")) return shape(*given, place);
    if (const Json* given = optional_field(value, "list")) return list_of(*given, place);
    return std::monostate{};
}

}  // namespace

std::map<std::string, Attribute> read_attributes(const Json& described, const std::string& place) {
    std::map<std::string, Attribute> attributes;
    const Json* given = optional_field(described, "attr");
    if (given == nullptr) return attributes;
    if (!given->is_object() || given->size() > most_attributes)
        throw ImportError(place + ": its attributes are none, or too many");
    for (const auto& [name, value] : given->items())
        attributes.emplace(name, read_attribute(value, std::format("{}: its attribute “{}”", place, name)));
    return attributes;
}

}  // namespace mllab::importers::tfjs
