// Numbers in links and in what a tab keeps: written so that the very same number is read back.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mllab::core {

// A finite `value` from 0 up to 10^9 with as few digits behind the point as bring the same number back through
// `number_from`, and never in the manner of “1e-05”. Throws std::invalid_argument on any other value.
[[nodiscard]] std::string shortest(float value);

// Decimal digits with at most one point, at most 64 characters; nothing where the text is anything else, whatever C's
// readers would take.
[[nodiscard]] std::optional<double> number_from(std::string_view text);

}  // namespace mllab::core
