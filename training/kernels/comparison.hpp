// What the comparisons of all operations have in common: random numbers, and where an error ends to be rounding.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "training/kernels/plain_sums.hpp"

namespace mllab::kernels {

// What one run of libtorch may cost, in multiplications.
inline constexpr std::int64_t most_of_a_run = 100'000'000;

// Compares single numbers and keeps the worst.
class Comparison {
 public:
    explicit Comparison(const Operation& operation);

    // Errors grow as the root of the number of roundings, times the terms' size; a lost or wrong term is far above.
    // Below float32 sums are kept in float32, but parts of them are rounded on the way.
    void compare(const char* what, double given, const Sum& expected);
    // `scale` times half a unit in the last place is allowed.
    void compare(const char* what, double given, double expected, double scale);

    [[nodiscard]] const std::string& found() const { return found_; }  // in a sentence; empty where nothing was

 private:
    std::string operation_;
    double rounding_;
    double worst_ = 0;
    std::string found_;
};

// Random numbers, the same in every process.
class Numbers {
 public:
    Numbers();
    // Uniform in -scale to scale, laid out as `spec` says where it is dense; wants its gradient.
    torch::Tensor tensor(const TensorSpec& spec, double scale = 1);
    // Uniform in -1 to 1, for a gradient.
    torch::Tensor like(const torch::Tensor& tensor);
    std::int64_t below(std::int64_t end);
    // The first, the last, and some between.
    std::vector<std::int64_t> some_below(std::int64_t end);

 private:
    torch::Generator generator_;
};

[[nodiscard]] torch::Tensor plain(const torch::Tensor& tensor);  // float32, contiguous, without history
[[nodiscard]] std::vector<double> numbers(const torch::Tensor& tensor);

// So much of an axis that a run, which with all of it costs `cost`, costs no more than `most`.
[[nodiscard]] std::int64_t shortened(std::int64_t size, std::int64_t cost, std::int64_t most);

// Each runs the operation in libtorch, forward and backward, and compares.
void compare_convolution(const Operation& operation, Comparison& comparison);
void compare_product(const Operation& operation, Comparison& comparison);
void compare_lstm(const Operation& operation, Comparison& comparison);

}  // namespace mllab::kernels
