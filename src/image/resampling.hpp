// One-dimensional resampling that pictures share: each output coordinate is a weighted run of input coordinates,
// applied first along rows, then along columns.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace mllab::image {

enum class Edge { repeat, zero };

// Output i = sum over k of weights[i][k] * input[first[i] + k]; runs never leave the input and may be empty.
class Taps {
 public:
    struct Run {
        std::size_t first = 0;
        std::span<const float> weights;
    };

    // Output i is the mean of [origin + i step, origin + (i + 1) step), in input pixels; outside of the input there are
    // zeros, or its edge again and again.
    static Taps area(double origin, double step, std::size_t outputs, std::size_t inputs, Edge edge = Edge::zero);
    // Output i is interpolated between pixel centres at origin + (i + 1/2) step.
    static Taps linear(double origin, double step, std::size_t outputs, std::size_t inputs, Edge edge);

    [[nodiscard]] std::size_t size() const { return runs_.size(); }
    [[nodiscard]] Run operator[](std::size_t i) const {
        return {runs_[i].first, std::span(weights_).subspan(runs_[i].offset, runs_[i].count)};
    }

 private:
    struct Place {
        std::size_t first = 0;
        std::size_t offset = 0;
        std::size_t count = 0;
    };
    void append(std::size_t first, std::span<const float> weights);

    std::vector<Place> runs_;
    std::vector<float> weights_;
};

// Resamples `rows` rows of `channels` interleaved floats. `row(y)` gives row y as a span that stays valid until the
// next call, so that a large picture need not exist as floats.
template <typename Row>
std::vector<float> resample(Row&& row, std::size_t rows, std::size_t channels, const Taps& across, const Taps& down) {
    const std::size_t stride = across.size() * channels;
    std::vector<float> narrow(rows * stride);
    for (std::size_t y = 0; y < rows; ++y) {
        const std::span<const float> in = row(y);
        float* out = narrow.data() + y * stride;
        for (std::size_t x = 0; x < across.size(); ++x) {
            const Taps::Run run = across[x];
            for (std::size_t k = 0; k < run.weights.size(); ++k)
                for (std::size_t c = 0; c < channels; ++c)
                    out[x * channels + c] += run.weights[k] * in[(run.first + k) * channels + c];
        }
    }
    std::vector<float> result(down.size() * stride);
    for (std::size_t y = 0; y < down.size(); ++y) {
        const Taps::Run run = down[y];
        float* out = result.data() + y * stride;
        for (std::size_t k = 0; k < run.weights.size(); ++k) {
            const float* in = narrow.data() + (run.first + k) * stride;
            for (std::size_t i = 0; i < stride; ++i) out[i] += run.weights[k] * in[i];
        }
    }
    return result;
}

}  // namespace mllab::image
