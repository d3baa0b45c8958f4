// The operations of a network whose kernels can be wrong: what libtorch multiplies and adds up in a training step.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace mllab::kernels {

// A tensor without its numbers. Strides belong to it: libtorch chooses kernels by them.
struct TensorSpec {
    std::vector<std::int64_t> sizes;
    std::vector<std::int64_t> strides;
    torch::ScalarType type = torch::kFloat32;
    bool operator==(const TensorSpec&) const = default;
};

struct Operation {
    enum class Kind : std::uint8_t {
        convolution,  // left: input [N, in, H, W]; right: weight; added: bias
        product,      // left [(B,) rows, inner]; right [(B,) inner, columns]
        lstm          // left: input [T, N, in]; right: weight_ih [4 * units, in]; recurrent [4 * units, units]
    };
    Kind kind = Kind::product;
    TensorSpec left, right, recurrent;
    std::optional<TensorSpec> added;
    // Of a convolution: rows, columns.
    std::vector<std::int64_t> stride, padding, dilation, output_padding;
    bool transposed = false;
    std::int64_t groups = 1;
    bool operator==(const Operation&) const = default;

    // "convolution of [16, 24, 14, 14] by [32, 24, 3, 3] in float32"
    [[nodiscard]] std::string in_words() const;
};

// What `forward` runs, each operation once, with the very shapes and types, float32 or shorter: convolutions of one and
// two dimensions, products of matrices (linear layers, GRUs and attention are made of them), LSTMs layer by layer.
// `forward` is run in training and in evaluation mode, without gradients; weights, buffers, mode and random numbers are
// left as they were. Throws what `forward` throws, and std::logic_error if it runs none of these.
[[nodiscard]] std::vector<Operation> operations_of(torch::nn::Module& network, const std::function<void()>& forward);

}  // namespace mllab::kernels
