// What a state dict's pickle says of its tensors: the arguments that PyTorch would rebuild them from. Private to this
// room.
#pragma once

#include <expected>
#include <span>
#include <string>

#include "training/importers/torch_state/pickle.hpp"

namespace mllab::importers::torch_state {

// Of a persistent id: ("storage", torch.FloatStorage, key, location, count), in the legacy format with a view, None. Or
// what is wrong with it.
[[nodiscard]] std::expected<Storage, std::string> storage_of(const Value& id);

// Of the arguments of torch._utils._rebuild_tensor_v2: (storage, offset, shape, strides, requires_grad, hooks). Or what
// is wrong with them.
[[nodiscard]] std::expected<View, std::string> view_of(std::span<const Value> arguments);

}  // namespace mllab::importers::torch_state
