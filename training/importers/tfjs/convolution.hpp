// What windows over pictures have in common, and the weights of convolutions. Private to this room.
#pragma once

#include <string>
#include <vector>

#include "training/importers/tfjs/model.hpp"
#include "training/onnx/types.hpp"

namespace mllab::importers::tfjs {

// A node's attribute, or what stands for one that is left out. Throws ImportError where it is of another kind.
template <typename T>
[[nodiscard]] T attribute(const Node& node, const std::string& name, T otherwise);
extern template bool attribute(const Node&, const std::string&, bool);
extern template std::int64_t attribute(const Node&, const std::string&, std::int64_t);
extern template std::string attribute(const Node&, const std::string&, std::string);
extern template std::vector<std::int64_t> attribute(const Node&, const std::string&, std::vector<std::int64_t>);
extern template std::vector<std::string> attribute(const Node&, const std::string&, std::vector<std::string>);

// The two middle ones of four numbers, such as strides [1, height, width, 1]; both 1 where they are left out.
[[nodiscard]] onnx_writer::Pair height_and_width(const Node& node, const std::string& name);

// Zeros around a picture [N, C, H, W]. Throws ImportError unless the node says SAME or VALID, for channels last.
[[nodiscard]] onnx_writer::Padding padding_of(const Node& node, const onnx_writer::Value& picture,
                                              const onnx_writer::Pair& kernel, const onnx_writer::Pair& stride,
                                              const onnx_writer::Pair& dilation);

struct Kernel {
    core::Shape shape;  // [out, in / groups, height, width]
    std::vector<float> numbers;
};
// From [height, width, in, out]; a depthwise one, [height, width, in, multiplier], has in * multiplier maps of one
// channel each. Throws ImportError naming `place`.
[[nodiscard]] Kernel kernel_of(const core::Tensor& weight, bool depthwise, const std::string& place);

enum class Activation { none, relu, relu6 };
struct Fused {
    bool bias = false;
    Activation activation = Activation::none;
};
// What a fused convolution also does. Throws ImportError on anything but BiasAdd and one of these activations.
[[nodiscard]] Fused fused_operations(const Node& node);

}  // namespace mllab::importers::tfjs
