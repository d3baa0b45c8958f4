#include "inference/session.hpp"

#include <algorithm>

namespace mllab::inference {

namespace {

template <typename T>
const T* find(const std::vector<NamedValue>& values, const std::string& name) {
    for (const auto& value : values)
        if (value.name == name)
            if (const auto* found = std::get_if<T>(&value.value)) return found;
    return nullptr;
}

bool has(const std::vector<NamedValue>& values, const std::string& name) {
    return std::ranges::any_of(values, [&](const NamedValue& value) { return value.name == name; });
}

}  // namespace

const core::Tensor& Outputs::tensor(const std::string& name) const {
    if (const auto* tensor = find<core::Tensor>(values_, name)) return *tensor;
    throw ModelError(Failure::shape_mismatch,
                     has(values_, name) ? "The output “" + name + "” was kept where the model runs, not copied."
                                        : "The run gave no output “" + name + "”.");
}

Handle Outputs::handle(const std::string& name) const {
    if (const auto* handle = find<Handle>(values_, name)) return *handle;
    throw ModelError(Failure::shape_mismatch, has(values_, name) ? "The output “" + name + "” was copied, not kept."
                                                                 : "The run gave no output “" + name + "”.");
}

}  // namespace mllab::inference
