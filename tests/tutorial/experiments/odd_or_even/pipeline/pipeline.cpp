#include "experiments/odd_or_even/pipeline/pipeline.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>

#include "core/text.hpp"

namespace mllab::odd_or_even {

std::optional<core::Tensor> encode(const std::string& typed) {
    std::uint16_t number = 0;
    const char* const end = typed.data() + typed.size();
    const auto [read, error] = std::from_chars(typed.data(), end, number);
    if (error != std::errc() || read != end) return std::nullopt;
    std::vector<float> values(bits);
    for (std::size_t i = 0; i < bits; ++i) values[i] = ((number >> i) & 1U) != 0 ? 1.0F : 0.0F;
    return core::Tensor({1, static_cast<std::int64_t>(bits)}, values);
}

Answer decode(float logit) { return {.odd = logit > 0, .p = 1 / (1 + std::exp(-std::abs(logit)))}; }

std::string message(const std::string& typed, const Answer& answer) {
    return core::joined(typed, answer.odd ? " is odd (" : " is even (", core::decimals(100 * answer.p, 1), " % sure).");
}

}  // namespace mllab::odd_or_even
