// What passes between C++ and the page, as JSON: the one place in C++ that knows the names of page.d.ts.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "platform/platform.hpp"

namespace mllab::platform {

// The members of `now` that differ from `before`, or all of them where there was nothing before; "" if none differs.
[[nodiscard]] std::string changes(const PageState* before, const PageState& now);

[[nodiscard]] std::string json_of(const Passage& passage);
// Of every request but SavePicture, whose pixels take another way.
[[nodiscard]] std::string json_of(const Request& request);

// Throws std::invalid_argument if this is no array of texts.
[[nodiscard]] std::vector<std::string> names_of(std::string_view json);

// Throws std::invalid_argument if this is no launch.
[[nodiscard]] Launch launch_of(std::string_view json);

}  // namespace mllab::platform
