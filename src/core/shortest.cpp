#include "core/shortest.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <stdexcept>

namespace mllab::core {

namespace {

constexpr double largest = 1e9;
constexpr std::size_t longest_text = 64;  // characters; the smallest float has 45 digits behind the point
constexpr int most_digits = 46;

// `scaled` as so many 1 / 10^digits.
std::string with_point(long long scaled, int digits) {
    std::string text = std::to_string(scaled);
    const auto behind = static_cast<std::size_t>(digits);
    if (text.size() <= behind) text.insert(0, behind + 1 - text.size(), '0');
    if (behind > 0) text.insert(text.size() - behind, 1, '.');
    return text;
}

}  // namespace

std::string shortest(float value) {
    if (!(value >= 0 && static_cast<double>(value) <= largest))
        throw std::invalid_argument("only finite numbers from 0 up are written for links");
    for (int digits = 0; digits <= most_digits; ++digits) {
        const double scaled = static_cast<double>(value) * std::pow(10.0, digits);
        if (scaled >= 9e18) break;
        std::string text = with_point(std::llround(scaled), digits);
        if (static_cast<float>(number_from(text).value_or(-1)) == value) return text;
    }
    throw std::logic_error("a float has no text that reads as itself");
}

std::optional<double> number_from(std::string_view text) {
    const bool digits = std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
    const bool nothing_else = std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    if (!digits || !nothing_else || std::ranges::count(text, '.') > 1 || text.size() > longest_text)
        return std::nullopt;
    return std::strtod(std::string(text).c_str(), nullptr);
}

}  // namespace mllab::core
