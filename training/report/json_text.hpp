// JSON as people read it in a diff: what fits on a line stands on one line. The same content gives the same bytes.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace mllab::report {

using Json = nlohmann::ordered_json;

// Indented by two, ending in a line feed; objects and arrays of at most `columns` characters are not broken. Throws
// std::invalid_argument, naming the place, if a number is not finite or a string is not UTF-8.
[[nodiscard]] std::string json_text(const Json& json, std::size_t columns = 120);

// A JSON number: a whole one where the value is whole, so that 28 is not written as 28.0.
[[nodiscard]] Json json_number(double value);

}  // namespace mllab::report
