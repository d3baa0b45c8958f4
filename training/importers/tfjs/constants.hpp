// The weights of a TensorFlow.js model. Private to this room.
#pragma once

#include <map>
#include <string>

#include "training/importers/tfjs/bounded_json.hpp"
#include "training/importers/tfjs/model.hpp"

namespace mllab::importers::tfjs {

// All weights that the manifest names. See Model for what is refused.
[[nodiscard]] std::map<std::string, core::Tensor> read_constants(const Json& manifest, const Model::Shards& shards);

}  // namespace mllab::importers::tfjs
