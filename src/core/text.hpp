// Putting sentences together. std::format would do it too, but it brings its tables for floating point and the whole of
// locales into the page: a third of the module, for sentences like "98.3 %".
#pragma once

#include <cmath>
#include <concepts>
#include <string>
#include <string_view>

namespace mllab::core {

// A number with exactly `digits` (0..6) after the point, rounded; meant for numbers that people read (below 10^12).
// "not a number" where it is none, "infinity" or "-infinity" where it is that.
[[nodiscard]] inline std::string decimals(double value, int digits) {
    if (std::isnan(value)) return "not a number";
    if (std::isinf(value) || std::abs(value) >= 1e12) return value > 0 ? "infinity" : "-infinity";
    const auto scale = static_cast<long long>(std::llround(std::pow(10.0, digits)));
    const long long scaled = std::llround(std::abs(value) * static_cast<double>(scale));
    std::string text = value < 0 && scaled > 0 ? "-" : "";
    text += std::to_string(scaled / scale);
    if (digits <= 0) return text;
    const std::string fraction = std::to_string(scaled % scale);
    text += '.';
    text.append(static_cast<std::size_t>(digits) - fraction.size(), '0');
    return text + fraction;
}

namespace detail {

inline void append(std::string& text, std::string_view part) { text += part; }
void append(std::string& text, std::integral auto number) { text += std::to_string(number); }

}  // namespace detail

// Texts and whole numbers, one after the other: joined("digit-", 7, ".png").
template <typename... Parts>
[[nodiscard]] std::string joined(const Parts&... parts) {
    std::string text;
    (detail::append(text, parts), ...);
    return text;
}

}  // namespace mllab::core
