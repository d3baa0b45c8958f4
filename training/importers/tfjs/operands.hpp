// What a node works on: values of the graph, and constants, whose numbers some operators need to know. Private to this
// room. Every function throws ImportError naming `place`.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "training/importers/tfjs/model.hpp"
#include "training/onnx/types.hpp"

namespace mllab::importers::tfjs {

constexpr std::int64_t most_elements = 1 << 28;  // of a result, and of all weights together
constexpr std::size_t axes_of_picture = 4;

using Constant = const core::Tensor*;
using Made = std::variant<std::monostate, onnx_writer::Value, Constant>;

[[nodiscard]] std::size_t axes(const Made& made);
[[nodiscard]] const core::Tensor& constant(const Made& made, const std::string& place);
[[nodiscard]] const std::vector<float>& reals(const core::Tensor& given, const std::string& place);
[[nodiscard]] const std::vector<std::int32_t>& wholes(const Made& made, const std::string& place);

// The inputs themselves, of which there must be so many.
const std::vector<Made>& the(const std::vector<Made>& inputs, std::size_t count, const std::string& place);

// What has no fixed size counts with its smallest.
void require_size(const onnx_writer::Dims& dims, const std::string& place);

// Where TensorFlow's axis of a picture is when channels come first.
[[nodiscard]] std::int64_t moved_axis(std::int64_t axis);

// A constant that is broadcast to pictures, as [n, channels, height, width].
struct Moved {
    core::Shape shape;
    std::vector<float> numbers;
};
[[nodiscard]] Moved channels_first(const core::Tensor& given, const std::string& place);

// How many times as high and as wide as a picture another size is.
[[nodiscard]] onnx_writer::Pair scale(const onnx_writer::Value& picture, const std::vector<std::int32_t>& size,
                                      const std::string& place);

}  // namespace mllab::importers::tfjs
