#include "training/onnx/types.hpp"

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

std::string to_string(const Dims& dims) {
    std::string text = "[";
    for (const Dim& dim : dims) {
        if (text.size() > 1) text += ", ";
        text += dim.is_dynamic() ? dim.name() : std::to_string(dim.size());
    }
    return text + "]";
}

}  // namespace mllab::onnx_writer
