// Reading a JSON object field by field, strictly: what is missing, of another type or left over is an error that says
// where it stands.
#pragma once

#include <cstdint>
#include <format>
#include <limits>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "training/report/card.hpp"
#include "training/report/json_text.hpp"

namespace mllab::report {

[[noreturn]] void refuse(const std::string& place, std::string_view what);  // throws CardError

template <typename T>
[[nodiscard]] T read_whole(const Json& value, const std::string& place) {
    // A whole number may be any of nlohmann's two integer types.
    const bool fits = value.is_number_unsigned()
                          ? value.get<std::uint64_t>() <= static_cast<std::uint64_t>(std::numeric_limits<T>::max())
                          : value.is_number_integer() && std::in_range<T>(value.get<std::int64_t>());
    if (!fits) refuse(place, "should be a whole number that fits");
    return value.get<T>();
}

// One object of the card: fields are taken by name, and what nobody took is refused in the end.
class Fields {
 public:
    Fields(const Json& json, std::string place) : json_(json), place_(std::move(place)) {
        if (!json.is_object()) refuse(place_.empty() ? "the whole" : place_, "should be an object");
    }

    [[nodiscard]] std::string where(const std::string& name) const {
        return place_.empty() ? name : place_ + "." + name;
    }
    [[nodiscard]] bool has(const std::string& name) const { return json_.contains(name); }

    const Json& any(const std::string& name) {
        const auto found = json_.find(name);
        if (found == json_.end()) refuse(where(name), "is missing");
        taken_.insert(name);
        return *found;
    }
    std::string text(const std::string& name) {
        const Json& value = any(name);
        if (!value.is_string()) refuse(where(name), "should be a text");
        return value.get<std::string>();
    }
    double number(const std::string& name) {
        const Json& value = any(name);
        if (!value.is_number()) refuse(where(name), "should be a number");
        return value.get<double>();
    }
    template <typename T>
    T whole(const std::string& name) {
        return read_whole<T>(any(name), where(name));
    }
    template <typename F>
    auto list(const std::string& name, F&& read) {
        const Json& values = any(name);
        if (!values.is_array()) refuse(where(name), "should be a list");
        std::vector<decltype(read(values, std::string()))> result;
        for (const Json& value : values)
            result.push_back(read(value, std::format("{}[{}]", where(name), result.size())));
        return result;
    }
    template <typename F>
    auto named(const std::string& name, F&& read) {
        const Json& values = any(name);
        if (!values.is_object()) refuse(where(name), "should be an object");
        std::vector<std::pair<std::string, decltype(read(values, std::string()))>> result;
        for (const auto& [key, value] : values.items()) result.emplace_back(key, read(value, where(name) + "." + key));
        return result;
    }
    void finish() const {
        for (const auto& [key, value] : json_.items())
            if (!taken_.contains(key)) refuse(where(key), "is not known to this program");
    }

 private:
    const Json& json_;
    std::string place_;
    std::set<std::string> taken_;
};

[[nodiscard]] std::string read_text(const Json& value, const std::string& place);
[[nodiscard]] double read_number(const Json& value, const std::string& place);

// Reads an object with `read(fields)` and refuses what it left over.
template <typename F>
auto read_object(const Json& value, const std::string& place, F&& read) {
    Fields fields(value, place);
    auto result = read(fields);
    fields.finish();
    return result;
}

}  // namespace mllab::report
