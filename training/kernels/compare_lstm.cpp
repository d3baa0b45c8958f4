#include <cmath>
#include <tuple>

#include "training/kernels/comparison.hpp"

namespace mllab::kernels {

namespace {

// What the plain sums of one text may cost.
constexpr std::int64_t most_of_a_pass = 3'000'000;

}  // namespace

void compare_lstm(const Operation& operation, Comparison& comparison) {
    Numbers random;
    TensorSpec input_spec = operation.left;
    const std::int64_t texts = input_spec.sizes[1];
    const std::int64_t in = input_spec.sizes[2];
    const std::int64_t units = operation.recurrent.sizes[1];
    const std::int64_t steps =
        shortened(input_spec.sizes[0], input_spec.sizes[0] * 4 * units * (units + in), most_of_a_pass);
    input_spec.sizes[0] = steps;
    const double bound = 1 / std::sqrt(static_cast<double>(units));
    const TensorSpec bias_spec{.sizes = {4 * units}, .strides = {1}, .type = input_spec.type};
    const torch::Tensor input = random.tensor(input_spec);
    const std::vector<torch::Tensor> weights{random.tensor(operation.right, bound),
                                             random.tensor(operation.recurrent, bound), random.tensor(bias_spec, bound),
                                             random.tensor(bias_spec, bound)};
    const torch::Tensor zeros = torch::zeros({1, texts, units}, input_spec.type);
    const torch::Tensor output =
        std::get<0>(torch::lstm(input, {zeros, zeros}, weights, true, 1, 0.0, true, false, false));
    // The gradients of few texts, so that few need be gone through here.
    const std::vector<std::int64_t> chosen{0, texts - 1};
    torch::Tensor gradient = torch::zeros_like(output);
    for (const std::int64_t n : chosen) gradient.select(1, n).copy_(random.like(output.select(1, n)));
    output.backward(gradient);

    const LstmWeights plain_weights{.ih = numbers(weights[0]),
                                    .hh = numbers(weights[1]),
                                    .bias = numbers(plain(weights[2]) + plain(weights[3])),
                                    .in = in,
                                    .units = units};
    LstmPass all;
    const auto compare = [&](const char* what, const std::vector<double>& given, const std::vector<double>& expected) {
        double squares = 0;
        for (const double x : expected) squares += x * x;
        // Errors go on from step to step; they are measured by the size of all the numbers.
        const double scale = (input.scalar_type() == torch::kBFloat16 ? 160 : 256) *
                             std::sqrt(squares / static_cast<double>(expected.size()));
        for (std::size_t i = 0; i < expected.size(); ++i) comparison.compare(what, given[i], expected[i], scale);
    };
    const auto sum_up = [](std::vector<double>& sum, const std::vector<double>& more) {
        sum.resize(more.size());
        for (std::size_t i = 0; i < more.size(); ++i) sum[i] += more[i];
    };
    for (std::size_t i = 0; i < (texts > 1 ? 2U : 1U); ++i) {
        const std::int64_t n = chosen[i];
        const LstmPass pass = lstm_pass(plain_weights, numbers(input.select(1, n)), numbers(gradient.select(1, n)));
        compare("output", numbers(output.select(1, n)), pass.hidden);
        compare("gradient of the input", numbers(input.grad().select(1, n)), pass.input_gradient);
        sum_up(all.weight_ih_gradient, pass.weight_ih_gradient);
        sum_up(all.weight_hh_gradient, pass.weight_hh_gradient);
        sum_up(all.bias_gradient, pass.bias_gradient);
    }
    compare("gradient of the input's weight", numbers(weights[0].grad()), all.weight_ih_gradient);
    if (steps > 1) compare("gradient of the state's weight", numbers(weights[1].grad()), all.weight_hh_gradient);
    compare("gradient of the bias", numbers(weights[2].grad()), all.bias_gradient);
    compare("gradient of the bias", numbers(weights[3].grad()), all.bias_gradient);
}

}  // namespace mllab::kernels
