// Kinds of failure as JavaScript names them (protocol/messages.d.ts).
#pragma once

#include <string>
#include <string_view>

#include "inference/session.hpp"

namespace mllab::inference {

// An unknown name is a runtime_error.
[[nodiscard]] Failure failure_named(std::string_view name) noexcept;
[[nodiscard]] std::string name_of(Failure kind);

}  // namespace mllab::inference
