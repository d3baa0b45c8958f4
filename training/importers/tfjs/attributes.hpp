// The attributes of a node (AttrValue of tensorflow/core/framework/attr_value.proto, as JSON). Private to this room.
#pragma once

#include <map>
#include <string>

#include "training/importers/tfjs/bounded_json.hpp"
#include "training/importers/tfjs/model.hpp"

namespace mllab::importers::tfjs {

// Texts come in base64, as protobuf's JSON has bytes, as lists of bytes, or, from some converters, plain. Throws
// ImportError naming `place` and the attribute where it contradicts its kind.
[[nodiscard]] std::map<std::string, Attribute> read_attributes(const Json& described, const std::string& place);

}  // namespace mllab::importers::tfjs
