#include "training/onnx/types.hpp"

#include <algorithm>

namespace mllab::onnx_writer {

Dim::Dim(std::string name, std::int64_t step, std::int64_t rest)
    : size_(-1), number_(std::move(name)), step_(step), rest_(rest) {
    constexpr std::int64_t most = 1 << 20;
    if (number_.empty()) throw GraphError("a dynamic dimension needs a name");
    if (step < 1 || step > most || rest > most || rest < -step)
        throw GraphError("a dynamic dimension of " + std::to_string(step) + " times a number and " +
                         std::to_string(rest) + " makes no sense");
}

Dim Dim::with(std::int64_t step, std::int64_t rest) const { return Dim(number_, step, rest); }

std::string Dim::name() const {
    const std::string more = rest_ > 0 ? "+" : "";
    return (step_ > 1 ? std::to_string(step_) : "") + number_ + (rest_ != 0 ? more + std::to_string(rest_) : "");
}

const char* to_string(DType type) noexcept {
    switch (type) {
        case DType::float32:
            return "float32";
        case DType::float16:
            return "float16";
        case DType::int64:
            return "int64";
        case DType::int32:
            return "int32";
        case DType::int8:
            return "int8";
        case DType::uint8:
            return "uint8";
        case DType::boolean:
            return "bool";
    }
    return "unknown";
}

namespace {

// All the zeros along one axis.
std::int64_t same_zeros(std::int64_t size, std::int64_t kernel, std::int64_t stride, std::int64_t dilation) {
    constexpr std::int64_t most = 1 << 20;
    for (const std::int64_t number : {size, kernel, stride, dilation})
        if (number < 1 || number > most) throw GraphError("size, kernel, stride and dilation must be positive");
    const std::int64_t windows = (size + stride - 1) / stride;
    return std::max<std::int64_t>((windows - 1) * stride + (kernel - 1) * dilation + 1 - size, 0);
}

}  // namespace

Padding same_padding(const Pair& size, const Pair& kernel, const Pair& stride, const Pair& dilation) {
    const std::int64_t rows = same_zeros(size.height, kernel.height, stride.height, dilation.height);
    const std::int64_t columns = same_zeros(size.width, kernel.width, stride.width, dilation.width);
    return {rows / 2, columns / 2, rows - rows / 2, columns - columns / 2};
}

std::int64_t size_like(const Dim& side, std::int64_t stride) {
    if (!side.is_dynamic()) return side.size();
    if (stride < 1 || side.step() % stride != 0)
        throw GraphError("a stride of " + std::to_string(stride) + " does not go with the dynamic axis " + side.name());
    return side.step() + side.rest();
}

std::string to_string(const Dims& dims) {
    std::string text = "[";
    for (const Dim& dim : dims) {
        if (text.size() > 1) text += ", ";
        text += dim.is_dynamic() ? dim.name() : std::to_string(dim.size());
    }
    return text + "]";
}

}  // namespace mllab::onnx_writer
