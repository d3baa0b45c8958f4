#include "training/kernels/plain_sums.hpp"

#include <span>

namespace mllab::kernels {

ConvolutionSums::ConvolutionSums(const Operation& operation, const torch::Tensor& large, const torch::Tensor& small,
                                 const torch::Tensor& weight)
    : operation_(operation),
      batch_(large.size(0)),
      large_{large.data_ptr<float>(), large.size(1), large.size(2), large.size(3)},
      small_{small.data_ptr<float>(), small.size(1), small.size(2), small.size(3)},
      weight_{weight.data_ptr<float>(), weight.size(1), weight.size(2), weight.size(3)},
      small_per_group_(small.size(1) / operation.groups) {}

Sum ConvolutionSums::small_at(const Place& at) const {
    Sum sum;
    const std::int64_t first = at.channel / small_per_group_ * weight_.channels;
    for (std::int64_t l = 0; l < weight_.channels; ++l)
        for (std::int64_t i = 0; i < weight_.height; ++i)
            for (std::int64_t j = 0; j < weight_.width; ++j) {
                const std::int64_t y = at.y * operation_.stride[0] + i * operation_.dilation[0] - operation_.padding[0];
                const std::int64_t x = at.x * operation_.stride[1] + j * operation_.dilation[1] - operation_.padding[1];
                if (large_.has(y, x)) sum.add(large_.at(at.n, first + l, y, x) * weight_.at(at.channel, l, i, j));
            }
    return sum;
}

Sum ConvolutionSums::large_at(const Place& at) const {
    Sum sum;
    const std::int64_t group = at.channel / weight_.channels;
    for (std::int64_t i = 0; i < weight_.height; ++i)
        for (std::int64_t j = 0; j < weight_.width; ++j) {
            const std::int64_t y = at.y + operation_.padding[0] - i * operation_.dilation[0];
            const std::int64_t x = at.x + operation_.padding[1] - j * operation_.dilation[1];
            if (y % operation_.stride[0] != 0 || x % operation_.stride[1] != 0) continue;
            const std::int64_t small_y = y / operation_.stride[0];
            const std::int64_t small_x = x / operation_.stride[1];
            if (!small_.has(small_y, small_x)) continue;
            for (std::int64_t k = 0; k < small_per_group_; ++k) {
                const std::int64_t s = group * small_per_group_ + k;
                sum.add(small_.at(at.n, s, small_y, small_x) * weight_.at(s, at.channel % weight_.channels, i, j));
            }
        }
    return sum;
}

Sum ConvolutionSums::weight_at(std::int64_t small_channel, std::int64_t large_channel, std::int64_t i,
                               std::int64_t j) const {
    Sum sum;
    const std::int64_t l = small_channel / small_per_group_ * weight_.channels + large_channel;
    for (std::int64_t n = 0; n < batch_; ++n)
        for (std::int64_t small_y = 0; small_y < small_.height; ++small_y)
            for (std::int64_t small_x = 0; small_x < small_.width; ++small_x) {
                const std::int64_t y =
                    small_y * operation_.stride[0] + i * operation_.dilation[0] - operation_.padding[0];
                const std::int64_t x =
                    small_x * operation_.stride[1] + j * operation_.dilation[1] - operation_.padding[1];
                if (large_.has(y, x)) sum.add(small_.at(n, small_channel, small_y, small_x) * large_.at(n, l, y, x));
            }
    return sum;
}

namespace {

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

double dot(std::span<const double> a, std::span<const double> b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}

void add(std::span<double> to, double times, std::span<const double> from) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += times * from[i];
}

}  // namespace

LstmPass lstm_pass(const LstmWeights& weights, const std::vector<double>& input, const std::vector<double>& gradient) {
    const auto in = static_cast<std::size_t>(weights.in);
    const auto units = static_cast<std::size_t>(weights.units);
    const std::size_t steps = input.size() / in;
    const auto row = [](auto& all, std::size_t i, std::size_t size) { return std::span(all).subspan(i * size, size); };
    LstmPass pass;
    pass.hidden.assign(steps * units, 0);
    pass.input_gradient.assign(input.size(), 0);
    pass.weight_ih_gradient.assign(weights.ih.size(), 0);
    pass.weight_hh_gradient.assign(weights.hh.size(), 0);
    pass.bias_gradient.assign(weights.bias.size(), 0);

    const std::vector<double> zeros(units, 0);
    std::vector<double> gates(steps * 4 * units);  // in, forget, new, out
    std::vector<double> cell(steps * units);
    const auto before = [&](const std::vector<double>& states, std::size_t t) {
        return t == 0 ? std::span<const double>(zeros) : row(states, t - 1, units);
    };
    for (std::size_t t = 0; t < steps; ++t) {
        const auto gate = row(gates, t, 4 * units);
        for (std::size_t g = 0; g < 4 * units; ++g) {
            const double sum = weights.bias[g] + dot(row(weights.ih, g, in), row(input, t, in)) +
                               dot(row(weights.hh, g, units), before(pass.hidden, t));
            gate[g] = g / units == 2 ? std::tanh(sum) : sigmoid(sum);
        }
        for (std::size_t u = 0; u < units; ++u) {
            cell[t * units + u] = gate[units + u] * before(cell, t)[u] + gate[u] * gate[2 * units + u];
            pass.hidden[t * units + u] = gate[3 * units + u] * std::tanh(cell[t * units + u]);
        }
    }
    std::vector<double> to_hidden(units, 0);
    std::vector<double> to_cell(units, 0);
    std::vector<double> to_sum(4 * units);
    for (std::size_t t = steps; t-- > 0;) {
        const auto gate = row(gates, t, 4 * units);
        add(to_hidden, 1, row(gradient, t, units));
        for (std::size_t u = 0; u < units; ++u) {
            const double i = gate[u];
            const double f = gate[units + u];
            const double g = gate[2 * units + u];
            const double o = gate[3 * units + u];
            const double c = std::tanh(cell[t * units + u]);
            to_cell[u] += to_hidden[u] * o * (1 - c * c);
            to_sum[u] = to_cell[u] * g * i * (1 - i);
            to_sum[units + u] = to_cell[u] * before(cell, t)[u] * f * (1 - f);
            to_sum[2 * units + u] = to_cell[u] * i * (1 - g * g);
            to_sum[3 * units + u] = to_hidden[u] * c * o * (1 - o);
            to_cell[u] *= f;
        }
        std::ranges::fill(to_hidden, 0);
        for (std::size_t g = 0; g < 4 * units; ++g) {
            add(row(pass.input_gradient, t, in), to_sum[g], row(weights.ih, g, in));
            add(to_hidden, to_sum[g], row(weights.hh, g, units));
            add(row(pass.weight_ih_gradient, g, in), to_sum[g], row(input, t, in));
            add(row(pass.weight_hh_gradient, g, units), to_sum[g], before(pass.hidden, t));
            pass.bias_gradient[g] += to_sum[g];
        }
    }
    return pass;
}

}  // namespace mllab::kernels
