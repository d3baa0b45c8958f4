// What a storage of PyTorch holds.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace mllab::importers::torch_state {

enum class ElementType { float32, float64, float16, bfloat16, int64, int32, int16, int8, uint8, boolean };

// "FloatStorage" of the module torch and its like.
[[nodiscard]] std::optional<ElementType> element_type_of_storage(std::string_view name) noexcept;
[[nodiscard]] std::size_t bytes_of(ElementType type) noexcept;

}  // namespace mllab::importers::torch_state
