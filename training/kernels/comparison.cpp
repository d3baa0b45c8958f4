#include "training/kernels/comparison.hpp"

#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <cmath>
#include <format>

namespace mllab::kernels {

namespace {

// Half a unit in the last place of a number between 1 and 2.
double rounding(torch::ScalarType type) {
    switch (type) {
        case torch::kBFloat16:
            return 0x1p-9;
        case torch::kHalf:
            return 0x1p-12;
        default:
            return 0x1p-25;
    }
}

}  // namespace

Comparison::Comparison(const Operation& operation)
    : operation_(operation.in_words()), rounding_(rounding(operation.left.type)) {}

void Comparison::compare(const char* what, double given, const Sum& expected) {
    const double roundings = std::sqrt(static_cast<double>(expected.terms));
    const bool float32 = rounding_ < rounding(torch::kHalf);
    compare(what, given, expected.value, expected.scale() * (float32 ? 16 + 8 * roundings : 32 + roundings));
}

void Comparison::compare(const char* what, double given, double expected, double scale) {
    const double error = std::abs(given - expected);
    // Written so that an error that is not a number counts.
    if (error <= rounding_ * scale || (!found_.empty() && error <= worst_)) return;
    worst_ = error;
    found_ = std::format("{}: the {} is {} in libtorch, {} as a plain sum", operation_, what, given, expected);
}

Numbers::Numbers() : generator_(at::make_generator<at::CPUGeneratorImpl>(1)) {}

torch::Tensor Numbers::tensor(const TensorSpec& spec, double scale) {
    const torch::Tensor drawn = torch::empty(spec.sizes).uniform_(-scale, scale, generator_);
    torch::Tensor laid = torch::empty_strided(spec.sizes, spec.strides, spec.type);
    if (!laid.is_non_overlapping_and_dense()) laid = torch::empty(spec.sizes, spec.type);
    laid.copy_(drawn);
    return laid.set_requires_grad(true);
}

torch::Tensor Numbers::like(const torch::Tensor& tensor) {
    return torch::empty(tensor.sizes()).uniform_(-1, 1, generator_).to(tensor.scalar_type());
}

std::int64_t Numbers::below(std::int64_t end) {
    return torch::randint(end, {1}, generator_, torch::kInt64).item<std::int64_t>();
}

std::vector<std::int64_t> Numbers::some_below(std::int64_t end) {
    std::vector<std::int64_t> some{0, end - 1};
    for (int i = 0; i < 3; ++i) some.push_back(below(end));
    std::ranges::sort(some);
    some.erase(std::unique(some.begin(), some.end()), some.end());
    return some;
}

torch::Tensor plain(const torch::Tensor& tensor) { return tensor.detach().to(torch::kFloat32).contiguous(); }

std::vector<double> numbers(const torch::Tensor& tensor) {
    const torch::Tensor dense = plain(tensor);
    return {dense.data_ptr<float>(), dense.data_ptr<float>() + dense.numel()};
}

std::int64_t shortened(std::int64_t size, std::int64_t cost, std::int64_t most) {
    return cost > most ? std::max<std::int64_t>(1, size * most / cost) : size;
}

}  // namespace mllab::kernels
