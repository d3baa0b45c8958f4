#include "training/onnx/types.hpp"

#include <algorithm>

namespace mllab::onnx_writer {

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

std::string to_string(const Dims& dims) {
    std::string text = "[";
    for (const Dim& dim : dims) {
        if (text.size() > 1) text += ", ";
        text += dim.is_dynamic() ? dim.name() : std::to_string(dim.size());
    }
    return text + "]";
}

}  // namespace mllab::onnx_writer
