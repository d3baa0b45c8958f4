// Dense row-major tensors as they pass between a pipeline and a model: a shape and the numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace mllab::core {

using Shape = std::vector<std::int64_t>;

// Number of elements of `shape`; throws std::invalid_argument on a negative dimension or a product above 2^31.
[[nodiscard]] std::int64_t element_count(const Shape& shape);

// "[1, 28, 28]", for messages.
[[nodiscard]] std::string to_string(const Shape& shape);

// Numbers that someone else owns, seen as a tensor. data.size() == element_count(shape), checked on construction.
template <typename T>
struct TensorView {
    std::span<const T> data;
    Shape shape;

    TensorView(std::span<const T> values, Shape dims) : data(values), shape(std::move(dims)) {
        if (static_cast<std::int64_t>(data.size()) != element_count(shape))
            throw std::invalid_argument("tensor of shape " + to_string(shape) + " cannot view " +
                                        std::to_string(data.size()) + " values");
    }
    // The i-th slice along the first axis: shape without its first dimension. Throws std::out_of_range.
    [[nodiscard]] TensorView operator[](std::size_t i) const {
        if (shape.empty() || std::cmp_greater_equal(i, shape.front()))
            throw std::out_of_range("tensor of shape " + to_string(shape) + " has no slice " + std::to_string(i));
        Shape rest(shape.begin() + 1, shape.end());
        const auto n = static_cast<std::size_t>(element_count(rest));
        return TensorView(data.subspan(i * n, n), std::move(rest));
    }
};

// An owned tensor; its element type is one of those that the project's models use.
struct Tensor {
    Shape shape{0};
    std::variant<std::vector<float>, std::vector<std::int64_t>, std::vector<std::int32_t>, std::vector<std::uint8_t>>
        data;

    Tensor() = default;  // empty, of shape [0]
    // Throws std::invalid_argument if the number of values is not element_count(dims).
    template <typename T>
    Tensor(Shape dims, std::vector<T> values) : shape(std::move(dims)), data(std::move(values)) {
        check();
    }

    [[nodiscard]] std::size_t size() const;
    // The numbers as T; throws std::invalid_argument if the tensor holds another type.
    template <typename T>
    [[nodiscard]] const std::vector<T>& as() const {
        if (const auto* values = std::get_if<std::vector<T>>(&data)) return *values;
        throw std::invalid_argument("tensor of shape " + to_string(shape) + " holds another element type");
    }
    [[nodiscard]] TensorView<float> view() const { return {as<float>(), shape}; }

 private:
    void check() const;
};

}  // namespace mllab::core
