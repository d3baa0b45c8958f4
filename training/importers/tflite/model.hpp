// A TensorFlow Lite file as a network: tensors and operators in the order of computation. The reader is the project's
// own (flatbuffer.hpp): it understands the few operators that its tests compute again with plain numbers, refuses every
// other one by name, and survives whatever a file may hold. Schema: tensorflow/lite/schema/schema.fbs, version 3.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/tensor.hpp"
#include "training/files/files.hpp"

namespace mllab::importers::tflite {

enum class ElementType { float32, float16, int32 };

struct Tensor {
    std::string name;
    core::Shape shape;  // pictures as TensorFlow has them: [N, height, width, channels]
    ElementType type;
    std::span<const std::uint8_t> data;  // of a constant, row-major; empty for what is computed or put in
    [[nodiscard]] bool is_constant() const { return !data.empty(); }
};

enum class Activation { none, relu, relu6 };

struct Window {
    bool same;  // TensorFlow's SAME, otherwise VALID: no padding
    std::int64_t stride_height, stride_width, dilation_height, dilation_width;
};

// Inputs: picture, weight [out, height, width, in], bias [out] (may be left out).
struct Conv2d {
    Window window;
    Activation activation;
};
// Inputs: picture, weight [1, height, width, in * depth_multiplier], bias (may be left out).
struct DepthwiseConv2d {
    Window window;
    std::int64_t depth_multiplier;
    Activation activation;
};
struct Add {
    Activation activation;
};
struct Concatenation {
    std::int64_t axis;  // negative: from the end
    Activation activation;
};
struct Reshape {};  // to the shape of its output
using Options = std::variant<Conv2d, DepthwiseConv2d, Add, Concatenation, Reshape>;

struct Operator {
    std::string place;  // "operator 12, CONV_2D", for messages
    Options options;
    std::vector<std::optional<std::size_t>> inputs;  // indices of tensors
    std::size_t output = 0;
};

class Model {
 public:
    // Reads a file. DEQUANTIZE of a float16 constant is resolved: its output is a constant, too. Throws ImportError.
    explicit Model(files::Bytes file);
    Model(Model&&) noexcept = default;
    Model& operator=(Model&&) noexcept = default;
    Model(const Model&) = delete;  // tensors look into the file's bytes
    Model& operator=(const Model&) = delete;
    ~Model() = default;

    [[nodiscard]] const std::vector<Tensor>& tensors() const { return tensors_; }
    // Each after what it needs.
    [[nodiscard]] const std::vector<Operator>& operators() const { return operators_; }
    [[nodiscard]] const std::vector<std::size_t>& inputs() const { return inputs_; }
    [[nodiscard]] const std::vector<std::size_t>& outputs() const { return outputs_; }

    // The numbers of a constant of float32 or float16. Throws ImportError where it is none or one is not finite.
    [[nodiscard]] std::vector<float> numbers(std::size_t tensor) const;

 private:
    files::Bytes file_;
    std::vector<Tensor> tensors_;
    std::vector<Operator> operators_;
    std::vector<std::size_t> inputs_, outputs_;
};

}  // namespace mllab::importers::tflite
