#include "training/kernels/check.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>

#include <algorithm>
#include <chrono>
#include <format>

#include "training/kernels/plain_sums.hpp"

namespace mllab::kernels {

namespace {

// What one run of libtorch may cost, in multiplications, and what the plain sums of one text that an LSTM reads.
constexpr std::int64_t most_of_a_run = 100'000'000;
constexpr std::int64_t most_of_a_pass = 3'000'000;

// Half a unit in the last place of a number between 1 and 2.
double rounding(torch::ScalarType type) {
    switch (type) {
        case torch::kBFloat16:
            return 0x1p-9;
        case torch::kHalf:
            return 0x1p-12;
        case torch::kFloat64:
            return 0x1p-54;
        default:
            return 0x1p-25;
    }
}

torch::Tensor plain(const torch::Tensor& tensor) { return tensor.detach().to(torch::kFloat32).contiguous(); }

std::vector<double> numbers(const torch::Tensor& tensor) {
    const torch::Tensor dense = plain(tensor);
    return {dense.data_ptr<float>(), dense.data_ptr<float>() + dense.numel()};
}

// Compares single numbers and keeps the worst.
class Comparison {
 public:
    Comparison(std::string operation, torch::ScalarType type)
        : operation_(std::move(operation)), rounding_(rounding(type)) {}

    // Errors grow as the root of the number of roundings, times the terms' size; a lost or wrong term is far above. In
    // bfloat16 sums are kept in float32, but parts of them are rounded on the way.
    void compare(const char* what, double given, const Sum& expected) {
        const double roundings = std::sqrt(static_cast<double>(expected.terms));
        compare(what, given, expected.value,
                expected.scale() * (rounding_ < 1e-6 ? 16 + 8 * roundings : 32 + roundings));
    }
    void compare(const char* what, double given, double expected, double scale) {
        const double error = std::abs(given - expected);
        const double allowed = rounding_ * scale;
        // Written so that an error that is not a number counts.
        if (error <= allowed || (!found_.empty() && error <= worst_)) return;
        worst_ = error;
        found_ = std::format("{}: the {} is {} in libtorch, {} as a plain sum", operation_, what, given, expected);
    }
    [[nodiscard]] const std::string& found() const { return found_; }

 private:
    std::string operation_;
    double rounding_;
    double worst_ = 0;
    std::string found_;
};

class Numbers {
 public:
    // Uniform in -scale to scale, laid out as `spec` says.
    torch::Tensor tensor(const TensorSpec& spec, double scale = 1) {
        torch::Tensor drawn = torch::empty(spec.sizes).uniform_(-scale, scale, generator_);
        torch::Tensor laid = torch::empty_strided(spec.sizes, spec.strides, spec.type);
        if (!laid.is_non_overlapping_and_dense()) laid = torch::empty(spec.sizes, spec.type);
        laid.copy_(drawn);
        return laid.set_requires_grad(true);
    }
    torch::Tensor like(const torch::Tensor& tensor) {
        return torch::empty(tensor.sizes()).uniform_(-1, 1, generator_).to(tensor.scalar_type());
    }
    std::int64_t below(std::int64_t end) {
        return torch::randint(end, {1}, generator_, torch::kInt64).item<std::int64_t>();
    }
    // The first, the last, and some between.
    std::vector<std::int64_t> some_below(std::int64_t end) {
        std::vector<std::int64_t> some{0, end - 1};
        for (int i = 0; i < 3; ++i) some.push_back(below(end));
        std::ranges::sort(some);
        some.erase(std::unique(some.begin(), some.end()), some.end());
        return some;
    }

 private:
    torch::Generator generator_ = at::make_generator<at::CPUGeneratorImpl>(1);
};

// So much of an axis that a run, which with all of it costs `cost`, costs no more than `most`.
std::int64_t shortened(std::int64_t size, std::int64_t cost, std::int64_t most) {
    return cost > most ? std::max<std::int64_t>(1, size * most / cost) : size;
}

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

// [B, rows, columns]
torch::Tensor as_batch(const torch::Tensor& tensor) { return tensor.dim() == 2 ? tensor.unsqueeze(0) : tensor; }

void compare_product(const Operation& operation, Comparison& comparison) {
    Numbers random;
    TensorSpec left_spec = operation.left;
    TensorSpec right_spec = operation.right;
    std::optional<TensorSpec> added_spec = operation.added;
    const bool batched = left_spec.sizes.size() == 3;
    {
        // Fewer products of a batch, or fewer rows.
        const std::int64_t first = left_spec.sizes[0];
        std::int64_t cost = right_spec.sizes.back();
        for (const std::int64_t size : left_spec.sizes) cost *= size;
        const std::int64_t some = shortened(first, cost, most_of_a_run);
        left_spec.sizes[0] = some;
        if (batched) right_spec.sizes[0] = some;
        if (added_spec && added_spec->sizes.size() == left_spec.sizes.size() && added_spec->sizes[0] == first)
            added_spec->sizes[0] = some;
    }
    const torch::Tensor left = random.tensor(left_spec);
    const torch::Tensor right = random.tensor(right_spec);
    const torch::Tensor added = added_spec ? random.tensor(*added_spec) : torch::Tensor();
    const torch::Tensor output = added.defined()
                                     ? (batched ? torch::baddbmm(added, left, right) : torch::addmm(added, left, right))
                                     : (batched ? torch::bmm(left, right) : torch::mm(left, right));
    const torch::Tensor gradient = random.like(output);
    output.backward(gradient);

    const torch::Tensor a = as_batch(plain(left));
    const torch::Tensor b = as_batch(plain(right));
    const torch::Tensor g = as_batch(plain(gradient));
    const torch::Tensor given = as_batch(plain(output));
    const torch::Tensor given_a = as_batch(plain(left.grad()));
    const torch::Tensor given_b = as_batch(plain(right.grad()));
    const auto a_at = a.accessor<float, 3>();
    const auto b_at = b.accessor<float, 3>();
    const auto g_at = g.accessor<float, 3>();
    const torch::Tensor more = added.defined() ? plain(added).expand_as(g) : torch::Tensor();
    const std::int64_t rows = a.size(1);
    const std::int64_t inner = a.size(2);
    const std::int64_t columns = b.size(2);
    for (const std::int64_t n : random.some_below(a.size(0))) {
        for (const std::int64_t i : random.some_below(rows)) {
            for (std::int64_t j = 0; j < columns; ++j) {
                Sum sum;
                for (std::int64_t k = 0; k < inner; ++k) sum.add(double{a_at[n][i][k]} * b_at[n][k][j]);
                if (more.defined()) sum.add(more.accessor<float, 3>()[n][i][j]);
                comparison.compare("output", given.accessor<float, 3>()[n][i][j], sum);
            }
            for (std::int64_t k = 0; k < inner; ++k) {
                Sum sum;
                for (std::int64_t j = 0; j < columns; ++j) sum.add(double{g_at[n][i][j]} * b_at[n][k][j]);
                comparison.compare("gradient of the left side", given_a.accessor<float, 3>()[n][i][k], sum);
            }
        }
        // Every row and column once.
        const std::int64_t pairs = std::max(inner, columns);
        for (std::int64_t m = 0; m < pairs; ++m) {
            const std::int64_t k = inner >= pairs ? m : random.below(inner);
            const std::int64_t j = columns >= pairs ? m : random.below(columns);
            Sum sum;
            for (std::int64_t i = 0; i < rows; ++i) sum.add(double{a_at[n][i][k]} * g_at[n][i][j]);
            comparison.compare("gradient of the right side", given_b.accessor<float, 3>()[n][k][j], sum);
        }
    }
    if (!added.defined() || added.dim() != 1) return;
    const std::vector<double> given_added = numbers(added.grad());
    for (std::int64_t j = 0; j < columns; ++j) {
        Sum sum;
        for (std::int64_t i = 0; i < rows; ++i) sum.add(g_at[0][i][j]);
        comparison.compare("gradient of what is added", given_added[static_cast<std::size_t>(j)], sum);
    }
}

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

// What is wrong with the first one that is.
std::string first_disagreement(const std::vector<Operation>& operations) {
    for (const Operation& operation : operations)
        if (std::string found = disagreement(operation); !found.empty()) return found;
    return "";
}

}  // namespace

std::string disagreement(const Operation& operation) {
    const torch::AutoGradMode gradients(true);
    Comparison comparison(operation.in_words(), operation.left.type);
    switch (operation.kind) {
        case Operation::Kind::convolution:
            compare_convolution(operation, comparison);
            break;
        case Operation::Kind::product:
            compare_product(operation, comparison);
            break;
        case Operation::Kind::lstm:
            compare_lstm(operation, comparison);
            break;
    }
    return comparison.found();
}

Report check(const std::vector<Operation>& operations) {
    const auto started = std::chrono::steady_clock::now();
    Report report{.operations = operations.size(), .onednn_off = false, .sentence = "", .seconds = 0};
    std::string found = first_disagreement(operations);
    if (found.empty()) {
        report.sentence = std::format("libtorch's kernels agree with plain sums: {} operations, forward and backward",
                                      operations.size());
    } else {
        if (at::globalContext().userEnabledMkldnn()) {
            at::globalContext().setUserEnabledMkldnn(false);
            report.onednn_off = true;
            report.sentence = std::format(
                "libtorch's oneDNN computes wrongly on this processor ({}); it is switched off, and without it all {} "
                "operations are right",
                found, operations.size());
            found = first_disagreement(operations);
        }
        if (!found.empty())
            throw KernelError("libtorch computes wrongly on this processor, without oneDNN, too: " + found +
                              "; a training here would learn from wrong numbers");
    }
    report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    return report;
}

}  // namespace mllab::kernels
