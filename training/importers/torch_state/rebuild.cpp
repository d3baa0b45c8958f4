#include "training/importers/torch_state/rebuild.hpp"

#include <format>
#include <optional>

namespace mllab::importers::torch_state {

namespace {

constexpr std::int64_t most_elements = 1 << 28;  // of one storage
constexpr std::size_t most_axes = 8;

std::unexpected<std::string> wrong(std::string what) { return std::unexpected(std::move(what)); }

template <typename T>
const T* as(const Value& value) {
    return std::get_if<T>(&value);
}

const std::string* text(const Value& value) {
    const auto* found = as<const std::string*>(value);
    return found == nullptr ? nullptr : *found;
}

const std::vector<Value>* tuple(const Value& value) {
    Tuple* const* found = as<Tuple*>(value);
    return found == nullptr ? nullptr : &(*found)->values;
}

// A tuple of sizes or strides.
std::optional<std::vector<std::int64_t>> sizes(const Value& value) {
    const std::vector<Value>* given = tuple(value);
    if (given == nullptr || given->size() > most_axes) return std::nullopt;
    std::vector<std::int64_t> result;
    for (const Value& one : *given) {
        const auto* size = as<std::int64_t>(one);
        if (size == nullptr || *size < 0 || *size > most_elements) return std::nullopt;
        result.push_back(*size);
    }
    return result;
}

// Hooks and metadata that a saved tensor does not have.
bool is_nothing(const Value& value) {
    Dict* const* dict = as<Dict*>(value);
    return as<std::monostate>(value) != nullptr || (dict != nullptr && (*dict)->entries.empty());
}

// Elements of the shape, which may not be more than the storage has.
std::optional<std::int64_t> elements_of(const core::Shape& shape, std::int64_t most) {
    std::int64_t count = 1;
    for (const std::int64_t size : shape) {
        if (size == 0) return 0;
        if (count > most / size) return std::nullopt;
        count *= size;
    }
    return count;
}

// The furthest place from the first element; at most 8 axes of 2^28 steps of 2^28 places.
std::int64_t reach_of(const View& view) {
    std::int64_t reach = 0;
    for (std::size_t axis = 0; axis < view.shape.size(); ++axis) reach += (view.shape[axis] - 1) * view.strides[axis];
    return reach;
}

}  // namespace

std::expected<Storage, std::string> storage_of(const Value& id) {
    const std::vector<Value>* parts = tuple(id);
    if (parts == nullptr || parts->size() < 5 || parts->size() > 6)
        return wrong("a reference to a storage is not the tuple that it should be");
    const std::string* word = text((*parts)[0]);
    if (word == nullptr || *word != "storage") return wrong("it refers to something that is no storage");
    const auto* type = as<ElementType>((*parts)[1]);
    if (type == nullptr) return wrong("a storage has no type");
    const std::string* key = text((*parts)[2]);
    if (key == nullptr || key->empty()) return wrong("a storage has no key");
    if (text((*parts)[3]) == nullptr) return wrong(std::format("the storage “{}” does not say where it was", *key));
    const auto* count = as<std::int64_t>((*parts)[4]);
    if (count == nullptr || *count < 0 || *count > most_elements)
        return wrong(std::format("the storage “{}” has a size that makes no sense", *key));
    if (parts->size() == 6 && as<std::monostate>((*parts)[5]) == nullptr)
        return wrong(std::format("the storage “{}” is part of another one, which is not understood", *key));
    return Storage{.type = *type, .key = *key, .count = static_cast<std::size_t>(*count)};
}

std::expected<View, std::string> view_of(std::span<const Value> arguments) {
    if (arguments.size() < 6 || arguments.size() > 7)
        return wrong(std::format("a tensor is rebuilt from 6 or 7 arguments, not {}", arguments.size()));
    Storage* const* storage = as<Storage*>(arguments[0]);
    if (storage == nullptr) return wrong("a tensor is rebuilt from something that is no storage");
    const auto* offset = as<std::int64_t>(arguments[1]);
    auto shape = sizes(arguments[2]);
    auto strides = sizes(arguments[3]);
    if (offset == nullptr || *offset < 0 || !shape || !strides || shape->size() != strides->size())
        return wrong("a tensor's offset, shape and strides make no sense");
    if (as<bool>(arguments[4]) == nullptr || !is_nothing(arguments[5]) ||
        (arguments.size() == 7 && !is_nothing(arguments[6])))
        return wrong("a tensor with hooks or metadata is not understood");
    const auto available = static_cast<std::int64_t>((*storage)->count);
    const auto elements = elements_of(*shape, available);
    View view{.storage = *storage,
              .offset = static_cast<std::size_t>(*offset),
              .shape = std::move(*shape),
              .strides = std::move(*strides)};
    if (!elements || *offset > available || (*elements > 0 && reach_of(view) >= available - *offset))
        return wrong(std::format("a tensor of shape {} does not lie within its storage of {} numbers",
                                 core::to_string(view.shape), available));
    return view;
}

}  // namespace mllab::importers::torch_state
