// What a convolution, a matrix product or an LSTM gives, forward and backward, as plain sums in float64: slow, obvious,
// and none of libtorch's kernels. All tensors are float32 and contiguous.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "training/kernels/operations.hpp"

namespace mllab::kernels {

// A sum and how large it would be if its terms' signs were chance's: what rounding errors are measured by.
struct Sum {
    double value = 0;
    double squares = 0;
    std::int64_t terms = 0;
    void add(double term) {
        value += term;
        squares += term * term;
        ++terms;
    }
    [[nodiscard]] double scale() const { return std::sqrt(squares); }
};

// A convolution relates a large picture (its input) to a small one (its output); a transposed one goes the other way.
//     small[n, s, y, x] = sum of large[n, l, y * stride + i * dilation - padding, …] * weight[s, l, i, j]
class ConvolutionSums {
 public:
    ConvolutionSums(const Operation& operation, const torch::Tensor& large, const torch::Tensor& small,
                    const torch::Tensor& weight);

    struct Place {
        std::int64_t n, channel, y, x;
    };
    [[nodiscard]] Sum small_at(const Place& at) const;
    [[nodiscard]] Sum large_at(const Place& at) const;
    // `channel` of the large picture counts from its group's first.
    [[nodiscard]] Sum weight_at(std::int64_t small_channel, std::int64_t large_channel, std::int64_t i,
                                std::int64_t j) const;

 private:
    struct Picture {
        const float* data;
        std::int64_t channels, height, width;
        [[nodiscard]] double at(std::int64_t n, std::int64_t c, std::int64_t y, std::int64_t x) const {
            return data[((n * channels + c) * height + y) * width + x];
        }
        [[nodiscard]] bool has(std::int64_t y, std::int64_t x) const {
            return y >= 0 && y < height && x >= 0 && x < width;
        }
    };
    const Operation& operation_;
    std::int64_t batch_;
    Picture large_, small_, weight_;
    std::int64_t small_per_group_;
};

// One text of a batch that an LSTM (gates in torch's order) reads from zeros, and the gradients of the sum of `weights`
// times its hidden states.
struct LstmPass {
    std::vector<double> hidden;          // [T, units]
    std::vector<double> input_gradient;  // [T, in]
    // To be summed up over the texts.
    std::vector<double> weight_ih_gradient, weight_hh_gradient, bias_gradient;
};
struct LstmWeights {
    std::vector<double> ih, hh, bias;  // [4 * units, in], [4 * units, units], [4 * units]
    std::int64_t in = 0, units = 0;
};
[[nodiscard]] LstmPass lstm_pass(const LstmWeights& weights, const std::vector<double>& input,
                                 const std::vector<double>& gradient);

}  // namespace mllab::kernels
