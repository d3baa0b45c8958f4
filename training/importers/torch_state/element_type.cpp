#include "training/importers/torch_state/element_type.hpp"

#include <algorithm>
#include <array>

namespace mllab::importers::torch_state {

namespace {

struct Known {
    std::string_view storage;
    ElementType type;
    std::size_t bytes;
};

using enum ElementType;
constexpr std::array<Known, 10> known{{{.storage = "FloatStorage", .type = float32, .bytes = 4},
                                       {.storage = "DoubleStorage", .type = float64, .bytes = 8},
                                       {.storage = "HalfStorage", .type = float16, .bytes = 2},
                                       {.storage = "BFloat16Storage", .type = bfloat16, .bytes = 2},
                                       {.storage = "LongStorage", .type = int64, .bytes = 8},
                                       {.storage = "IntStorage", .type = int32, .bytes = 4},
                                       {.storage = "ShortStorage", .type = int16, .bytes = 2},
                                       {.storage = "CharStorage", .type = int8, .bytes = 1},
                                       {.storage = "ByteStorage", .type = uint8, .bytes = 1},
                                       {.storage = "BoolStorage", .type = boolean, .bytes = 1}}};

}  // namespace

std::optional<ElementType> element_type_of_storage(std::string_view name) noexcept {
    const auto* const found = std::ranges::find(known, name, &Known::storage);
    return found == known.end() ? std::nullopt : std::optional(found->type);
}

std::size_t bytes_of(ElementType type) noexcept {
    const auto* const found = std::ranges::find(known, type, &Known::type);
    return found == known.end() ? 0 : found->bytes;
}

}  // namespace mllab::importers::torch_state
