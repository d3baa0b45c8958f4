// The project's own random numbers: the same seed gives the same sequence in every browser and every compiler, which
// library distributions do not promise. (`normal` is as exact as the C library's logarithm and cosine: the same to the
// last bit or two.) Generator: xoshiro256++ 1.0 (Blackman, Vigna 2019), seeded by SplitMix64.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <span>
#include <stdexcept>
#include <utility>

namespace mllab::core {

class Random {
 public:
    explicit Random(std::uint64_t seed) noexcept {
        for (auto& word : state_) {
            seed += golden;
            word = mixed(seed);
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
    // Uniform in [0, n); 0 < n <= 2^53. The bias of the plain product is below n / 2^53.
    std::size_t below(std::size_t n) noexcept { return static_cast<std::size_t>(uniform() * static_cast<double>(n)); }
    bool chance(double p) noexcept { return uniform() < p; }
    // Standard normal by Box and Muller (1958); one draw a call, so that the sequence has no hidden state.
    double normal() noexcept {
        const double u = 1.0 - uniform();
        return std::sqrt(-2.0 * std::log(u)) * std::cos(2.0 * std::numbers::pi * uniform());
    }
    double normal(double mean, double deviation) noexcept { return mean + deviation * normal(); }

    template <typename T, std::size_t N>
    void shuffle(std::span<T, N> items) noexcept {
        for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
    }

    // An independent stream for item `index`: order of use and number of threads do not change what it gives. Mixed
    // twice: seeds that differ by a multiple of the golden step would share words of their states.
    [[nodiscard]] Random fork(std::uint64_t index) const noexcept {
        return Random(mixed(state_[0] ^ mixed(state_[2] + golden * (index + 1))));
    }

    [[nodiscard]] const std::array<std::uint64_t, 4>& state() const noexcept { return state_; }
    // Throws std::invalid_argument on the state of four zeros, which the generator never leaves.
    void restore(const std::array<std::uint64_t, 4>& state) {
        if (state == std::array<std::uint64_t, 4>{}) throw std::invalid_argument("a generator's state cannot be zero");
        state_ = state;
    }

 private:
    static constexpr std::uint64_t golden = 0x9E3779B97F4A7C15ULL;

    // The finaliser of SplitMix64: one to one, so different numbers stay different.
    static std::uint64_t mixed(std::uint64_t z) noexcept {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }

    std::array<std::uint64_t, 4> state_{};
};

}  // namespace mllab::core
