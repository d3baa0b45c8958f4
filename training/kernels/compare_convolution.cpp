#include <algorithm>

#include "training/kernels/comparison.hpp"

namespace mllab::kernels {

void compare_convolution(const Operation& operation, Comparison& comparison) {
    Numbers random;
    TensorSpec input_spec = operation.left;
    const TensorSpec& weight_spec = operation.right;
    {
        // Every place of the small picture meets the whole weight.
        std::int64_t cost = input_spec.sizes[0] * input_spec.sizes[2] * input_spec.sizes[3];
        for (const std::int64_t size : weight_spec.sizes) cost *= size;
        if (!operation.transposed) cost /= operation.stride[0] * operation.stride[1];
        input_spec.sizes[0] = shortened(input_spec.sizes[0], cost, most_of_a_run);
    }
    const torch::Tensor input = random.tensor(input_spec);
    const torch::Tensor weight = random.tensor(weight_spec);
    const torch::Tensor bias = operation.added ? random.tensor(*operation.added) : torch::Tensor();
    const torch::Tensor output =
        torch::convolution(input, weight, bias, operation.stride, operation.padding, operation.dilation,
                           operation.transposed, operation.output_padding, operation.groups);
    const torch::Tensor gradient = random.like(output);
    output.backward(gradient);

    const torch::Tensor plain_input = plain(input);
    const torch::Tensor plain_gradient = plain(gradient);
    const torch::Tensor plain_weight = plain(weight);
    const torch::Tensor plain_bias = bias.defined() ? plain(bias) : torch::Tensor();
    const torch::Tensor given = plain(output);
    const torch::Tensor given_input = plain(input.grad());
    const torch::Tensor given_weight = plain(weight.grad());
    // Forward, what is small comes from what is large (or the other way round); backward, the gradients.
    const bool up = operation.transposed;
    const ConvolutionSums sums(operation, up ? plain_gradient : plain_input, up ? plain_input : plain_gradient,
                               plain_weight);
    const auto compare_places = [&](const char* what, const torch::Tensor& numbers, bool small, const float* added) {
        const auto given_at = numbers.accessor<float, 4>();
        for (const std::int64_t n : random.some_below(numbers.size(0)))
            for (const std::int64_t y : random.some_below(numbers.size(2)))
                for (const std::int64_t x : {random.below(numbers.size(3)), y % numbers.size(3)})
                    for (std::int64_t c = 0; c < numbers.size(1); ++c) {
                        const ConvolutionSums::Place place{.n = n, .channel = c, .y = y, .x = x};
                        Sum sum = small ? sums.small_at(place) : sums.large_at(place);
                        if (added != nullptr) sum.add(added[c]);
                        comparison.compare(what, given_at[n][c][y][x], sum);
                    }
    };
    compare_places("output", given, !up, plain_bias.defined() ? plain_bias.data_ptr<float>() : nullptr);
    compare_places("gradient of the input", given_input, up, nullptr);
    const auto weight_at = given_weight.accessor<float, 4>();
    // Every channel of both sides once.
    const std::int64_t pairs = std::max(given_weight.size(0), given_weight.size(1));
    for (std::int64_t k = 0; k < pairs; ++k) {
        const std::int64_t s = given_weight.size(0) >= pairs ? k : random.below(given_weight.size(0));
        const std::int64_t l = given_weight.size(1) >= pairs ? k : random.below(given_weight.size(1));
        const std::int64_t i = random.below(given_weight.size(2));
        const std::int64_t j = random.below(given_weight.size(3));
        comparison.compare("gradient of the weight", weight_at[s][l][i][j], sums.weight_at(s, l, i, j));
    }
    if (!bias.defined()) return;
    const auto gradient_at = plain_gradient.accessor<float, 4>();
    const std::vector<double> given_bias = numbers(bias.grad());
    for (std::int64_t c = 0; c < plain_gradient.size(1); ++c) {
        Sum sum;
        for (std::int64_t n = 0; n < plain_gradient.size(0); ++n)
            for (std::int64_t y = 0; y < plain_gradient.size(2); ++y)
                for (std::int64_t x = 0; x < plain_gradient.size(3); ++x) sum.add(gradient_at[n][c][y][x]);
        comparison.compare("gradient of the bias", given_bias[static_cast<std::size_t>(c)], sum);
    }
}

}  // namespace mllab::kernels
