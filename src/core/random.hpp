// The project's own random numbers: the same seed gives the same sequence in every browser and every compiler, which
// library distributions do not promise. Generator: xoshiro256++ 1.0 (Blackman, Vigna 2019), seeded by SplitMix64.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <span>
#include <utility>

namespace mllab::core {

class Random {
 public:
    explicit Random(std::uint64_t seed) noexcept {
        for (auto& word : state_) {
            seed += 0x9E3779B97F4A7C15ULL;
            std::uint64_t z = seed;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
            word = z ^ (z >> 31);
        }
    }

    std::uint64_t next() noexcept {
        const auto rotl = [](std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); };
        const std::uint64_t result = rotl(state_[0] + state_[3], 23) + state_[0];
        const std::uint64_t t = state_[1] << 17;
        state_[2] ^= state_[0];
        state_[3] ^= state_[1];
        state_[1] ^= state_[2];
        state_[0] ^= state_[3];
        state_[2] ^= t;
        state_[3] = rotl(state_[3], 45);
        return result;
    }

    // Uniform in [0, 1), 53 bits.
    double uniform() noexcept { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    double uniform(double low, double high) noexcept { return low + (high - low) * uniform(); }
    // Uniform in [0, n); n > 0. The bias of the plain product is below n / 2^53.
    std::size_t below(std::size_t n) noexcept { return static_cast<std::size_t>(uniform() * static_cast<double>(n)); }
    bool chance(double p) noexcept { return uniform() < p; }
    // Standard normal by Box and Muller (1958); one draw a call, so that the sequence has no hidden state.
    double normal() noexcept {
        const double u = 1.0 - uniform();
        return std::sqrt(-2.0 * std::log(u)) * std::cos(2.0 * std::numbers::pi * uniform());
    }
    double normal(double mean, double deviation) noexcept { return mean + deviation * normal(); }

    template <typename T>
    void shuffle(std::span<T> items) noexcept {
        for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
    }

    // An independent stream for item `index`: order of use and number of threads do not change what it gives.
    [[nodiscard]] Random fork(std::uint64_t index) const noexcept {
        return Random(state_[0] ^ (state_[2] + 0x9E3779B97F4A7C15ULL * (index + 1)));
    }

    [[nodiscard]] const std::array<std::uint64_t, 4>& state() const noexcept { return state_; }
    void restore(const std::array<std::uint64_t, 4>& state) noexcept { state_ = state; }

 private:
    std::array<std::uint64_t, 4> state_{};
};

}  // namespace mllab::core
