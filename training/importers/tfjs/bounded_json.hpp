// JSON of strangers: bounded in size and depth, every field asked for with the place at which it is missing. Private to
// this room.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "training/files/files.hpp"

namespace mllab::importers::tfjs {

using Json = nlohmann::json;

// Throws ImportError on what is no JSON, larger than 16 MiB or nested too deeply.
[[nodiscard]] Json parse_bounded(const files::Bytes& bytes);

// Throw ImportError naming `place` and the field where it is missing or of another kind, or a text too long.
[[nodiscard]] const Json& field(const Json& object, const char* name, const std::string& place);
[[nodiscard]] const Json& list(const Json& object, const char* name, const std::string& place);
[[nodiscard]] std::string text(const Json& object, const char* name, const std::string& place);
// Null where it is missing.
[[nodiscard]] const Json* optional_field(const Json& object, const char* name);

// A whole number; GraphDef's 64 bits come as texts, "512", too. Nothing if it is none.
[[nodiscard]] std::optional<std::int64_t> whole_number(const Json& value);

}  // namespace mllab::importers::tfjs
