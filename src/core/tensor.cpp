#include "core/tensor.hpp"

#include <algorithm>

namespace mllab::core {

namespace {
constexpr std::int64_t most_elements = std::int64_t{1} << 31;
}

std::int64_t element_count(const Shape& shape) {
    if (std::ranges::any_of(shape, [](std::int64_t n) { return n < 0; }))
        throw std::invalid_argument("shape " + to_string(shape) + " has a negative dimension");
    // A zero anywhere makes the tensor empty, however large its other dimensions are.
    if (std::ranges::contains(shape, 0)) return 0;
    std::int64_t count = 1;
    for (const std::int64_t n : shape) {
        if (n > most_elements / count) throw std::invalid_argument("shape " + to_string(shape) + " is too large");
        count *= n;
    }
    return count;
}

std::string to_string(const Shape& shape) {
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (i > 0) text += ", ";
        text += std::to_string(shape[i]);
    }
    return text + "]";
}

std::size_t Tensor::size() const {
    return std::visit([](const auto& values) { return values.size(); }, data);
}

void Tensor::check() const {
    if (static_cast<std::int64_t>(size()) != element_count(shape))
        throw std::invalid_argument("a tensor of shape " + to_string(shape) + " cannot hold " + std::to_string(size()) +
                                    " values");
}

}  // namespace mllab::core
