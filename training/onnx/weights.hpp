// Weights on their way into a file: how they are stored, and exactly which numbers come out again when the model is
// loaded. Pure functions on numbers; every recipe's parity check replaces its network's weights by `stored_values`.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/tensor.hpp"
#include "training/onnx/types.hpp"

namespace mllab::onnx_writer {

// float16 + Cast, or int8 + Cast + Mul(scale): the runtimes fold both at load, so the model runs at float32 speed.
class Storage {
 public:
    enum class Kind { float32, float16, int8 };
    [[nodiscard]] static constexpr Storage float32() { return Storage(Kind::float32, 0); }
    [[nodiscard]] static constexpr Storage float16() { return Storage(Kind::float16, 0); }
    // Symmetric, one scale per index of `axis`, the axis of the output channels: 0 for Conv and for Gemm's [out, in].
    [[nodiscard]] static constexpr Storage int8_per_channel(std::size_t axis = 0) { return Storage(Kind::int8, axis); }
    [[nodiscard]] constexpr Kind kind() const { return kind_; }
    [[nodiscard]] constexpr std::size_t axis() const { return axis_; }
    [[nodiscard]] const char* name() const;  // "float16" …, for the model card

 private:
    constexpr Storage(Kind kind, std::size_t axis) : kind_(kind), axis_(axis) {}
    Kind kind_;
    std::size_t axis_;
};

// IEEE 754 binary16, round to nearest even. Throws GraphError on a number that float16 cannot hold (|x| >= 65520, NaN).
[[nodiscard]] std::uint16_t float_to_half(float value);
[[nodiscard]] float half_to_float(std::uint16_t bits) noexcept;

struct Int8Weights {
    std::vector<std::int8_t> values;  // -127..127
    std::vector<float> scales;        // one per channel; a channel of zeros has scale 1
};
// scale = max|w| / 127 per channel. Throws GraphError on numbers that are not finite or an axis that does not exist.
[[nodiscard]] Int8Weights quantised(std::span<const float> values, const core::Shape& shape, std::size_t axis);

// What the steps stand for, again: value = step * scale of its channel. Throws GraphError on sizes that do not fit.
[[nodiscard]] std::vector<float> dequantised(std::span<const std::int8_t> steps, std::span<const float> scales,
                                             const core::Shape& shape, std::size_t axis);

// The float32 numbers that the runtime computes with after loading, bit for bit.
[[nodiscard]] std::vector<float> stored_values(std::span<const float> values, const core::Shape& shape,
                                               Storage storage);

// Convolution followed by batch norm in evaluation mode is one convolution: w' = w * gamma / sqrt(var + eps) per output
// channel, b' = (b - mean) * gamma / sqrt(var + eps) + beta (Jacob et al. 2018, section 3.2).
struct BatchNorm {
    std::span<const float> gamma, beta, mean, variance;  // one per output channel
    double epsilon = 1e-5;                               // torch's default
};
struct ConvWeights {
    std::vector<float> weight, bias;
};
// `weight`: the output channel is its first axis; `bias` may be empty. Throws GraphError on sizes that do not fit.
[[nodiscard]] ConvWeights fold_batch_norm(std::span<const float> weight, std::span<const float> bias,
                                          const BatchNorm& norm);

enum class Cell { lstm, gru };
// Blocks of rows from torch's gate order (LSTM i,f,g,o; GRU r,z,n) to ONNX's (LSTM i,o,f,c; GRU z,r,h).
// `values` holds gates * hidden rows. Throws GraphError if its size does not divide.
[[nodiscard]] std::vector<float> gates_from_torch(std::span<const float> values, Cell cell, std::size_t hidden);
// And back.
[[nodiscard]] std::vector<float> gates_to_torch(std::span<const float> values, Cell cell, std::size_t hidden);

}  // namespace mllab::onnx_writer
