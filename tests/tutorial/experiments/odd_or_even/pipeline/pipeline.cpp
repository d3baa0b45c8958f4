#include "experiments/odd_or_even/pipeline/pipeline.hpp"

#include <charconv>
#include <cmath>
#include <stdexcept>

#include "core/text.hpp"

namespace mllab::odd_or_even {

std::optional<Number> number_in(const std::string& typed) {
    Number number = 0;
    const char* const end = typed.data() + typed.size();
    const auto [read, error] = std::from_chars(typed.data(), end, number);
    if (error != std::errc() || read != end) return std::nullopt;
    return number;
}

core::Tensor encode(std::span<const Number> numbers) {
    std::vector<float> values;
    values.reserve(numbers.size() * bits);
    for (const Number number : numbers)
        for (std::size_t i = 0; i < bits; ++i) values.push_back(((number >> i) & 1U) != 0 ? 1.0F : 0.0F);
    return core::Tensor({std::ssize(numbers), static_cast<std::int64_t>(bits)}, std::move(values));
}

std::vector<Answer> decode(const core::Tensor& logits) {
    if (logits.shape.size() != 2 || logits.shape[1] != 2)
        throw std::invalid_argument("odd or even is two logits a number, not " + core::to_string(logits.shape));
    const auto& values = logits.as<float>();
    std::vector<Answer> answers;
    for (std::size_t i = 0; i < values.size(); i += 2) {
        const float lead = values[i + 1] - values[i];
        answers.push_back({.odd = lead > 0, .p = 1 / (1 + std::exp(-std::abs(lead)))});
    }
    return answers;
}

std::string message(Number number, const Answer& answer) {
    return core::joined(number, answer.odd ? " is odd (" : " is even (", core::decimals(100 * answer.p, 1),
                        " % sure).");
}

}  // namespace mllab::odd_or_even
