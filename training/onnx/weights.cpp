#include "training/onnx/weights.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace mllab::onnx_writer {

namespace {

void require_count(std::size_t given, const core::Shape& shape) {
    if (static_cast<std::int64_t>(given) != core::element_count(shape))
        throw GraphError("a weight of shape " + core::to_string(shape) + " cannot be made of " + std::to_string(given) +
                         " numbers");
}

// A row-major weight cut along one axis.
struct Channels {
    std::size_t before = 1;  // product of the sizes in front of the axis
    std::size_t count = 1;
    std::size_t after = 1;

    // Calls visit(index of the element, index of its channel) for all elements in order.
    template <typename Visit>
    void each(Visit visit) const {
        std::size_t i = 0;
        for (std::size_t b = 0; b < before; ++b)
            for (std::size_t c = 0; c < count; ++c)
                for (std::size_t a = 0; a < after; ++a) visit(i++, c);
    }
};

Channels channels(const core::Shape& shape, std::size_t axis) {
    const std::int64_t count = axis < shape.size() ? shape[axis] : 0;
    if (count < 1)
        throw GraphError("axis " + std::to_string(axis) + " is empty or does not exist in a weight of shape " +
                         core::to_string(shape));
    Channels result{.before = 1, .count = static_cast<std::size_t>(count), .after = 1};
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (i != axis) (i < axis ? result.before : result.after) *= static_cast<std::size_t>(shape[i]);
    }
    return result;
}

// Blocks of rows, in another order: entry k says which block comes to place k.
std::vector<float> in_order(std::span<const float> values, std::span<const std::size_t> order, std::size_t hidden) {
    if (hidden == 0 || values.empty() || values.size() % (order.size() * hidden) != 0)
        throw GraphError(std::to_string(values.size()) + " numbers are no gates of " + std::to_string(hidden) +
                         " units");
    const std::size_t block = values.size() / order.size();
    std::vector<float> result;
    result.reserve(values.size());
    for (const std::size_t gate : order) {
        const auto rows = values.subspan(gate * block, block);
        result.insert(result.end(), rows.begin(), rows.end());
    }
    return result;
}

}  // namespace

const char* Storage::name() const {
    switch (kind_) {
        case Kind::float32:
            return "float32";
        case Kind::float16:
            return "float16";
        case Kind::int8:
            return "int8 per channel";
    }
    return "";
}

std::uint16_t float_to_half(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const auto sign = static_cast<std::uint16_t>((bits >> 16) & 0x8000U);
    const float magnitude = std::abs(value);
    // 65520 is half way from the largest float16 to the next power of two: from there on rounding gives infinity.
    if (!(magnitude < 65520.0F)) throw GraphError("float16 cannot hold the weight " + std::to_string(value));
    // Adding a power of two whose last place is the wanted one makes the hardware round to nearest even.
    const int exponent = std::max(std::ilogb(magnitude == 0.0F ? 1e-30F : magnitude), -14);
    const float steps = std::nearbyint(std::ldexp(magnitude, 10 - exponent));
    // 1024..2048 steps for normal numbers, fewer for subnormal ones; 2048 carries into the exponent by itself.
    const std::uint32_t half = (static_cast<std::uint32_t>(exponent + 14) << 10) + static_cast<std::uint32_t>(steps);
    return static_cast<std::uint16_t>(sign | half);
}

float half_to_float(std::uint16_t bits) noexcept {
    const int exponent = (bits >> 10) & 31;
    const auto mantissa = static_cast<float>(bits & 1023);
    float magnitude = 0;
    if (exponent == 31)
        magnitude = mantissa == 0 ? INFINITY : NAN;
    else if (exponent == 0)
        magnitude = std::ldexp(mantissa, -24);
    else
        magnitude = std::ldexp(mantissa + 1024.0F, exponent - 25);
    return (bits & 0x8000) != 0 ? -magnitude : magnitude;
}

Int8Weights quantised(std::span<const float> values, const core::Shape& shape, std::size_t axis) {
    require_count(values.size(), shape);
    const Channels channel = channels(shape, axis);
    std::vector<float> largest(channel.count, 0.0F);
    channel.each([&](std::size_t i, std::size_t c) {
        if (!std::isfinite(values[i])) throw GraphError("a weight is not a finite number; did the training diverge?");
        largest[c] = std::max(largest[c], std::abs(values[i]));
    });
    Int8Weights result{.values = std::vector<std::int8_t>(values.size()), .scales = std::vector<float>(channel.count)};
    for (std::size_t c = 0; c < channel.count; ++c) {
        const float scale = largest[c] / 127.0F;
        // A scale below the smallest normal number would lose its own digits; such a channel is as good as zero.
        result.scales[c] = std::isnormal(scale) ? scale : 1.0F;
    }
    channel.each([&](std::size_t i, std::size_t c) {
        const float steps = std::nearbyint(values[i] / result.scales[c]);
        result.values[i] = static_cast<std::int8_t>(std::clamp(steps, -127.0F, 127.0F));
    });
    return result;
}

std::vector<float> dequantised(std::span<const std::int8_t> steps, std::span<const float> scales,
                               const core::Shape& shape, std::size_t axis) {
    require_count(steps.size(), shape);
    const Channels channel = channels(shape, axis);
    if (scales.size() != channel.count)
        throw GraphError(std::to_string(scales.size()) + " scales do not fit a weight of shape " +
                         core::to_string(shape));
    std::vector<float> values(steps.size());
    channel.each([&](std::size_t i, std::size_t c) { values[i] = static_cast<float>(steps[i]) * scales[c]; });
    return values;
}

std::vector<float> stored_values(std::span<const float> values, const core::Shape& shape, Storage storage) {
    require_count(values.size(), shape);
    std::vector<float> result(values.begin(), values.end());
    switch (storage.kind()) {
        case Storage::Kind::float32:
            break;
        case Storage::Kind::float16:
            for (float& v : result) v = half_to_float(float_to_half(v));
            break;
        case Storage::Kind::int8: {
            const Int8Weights q = quantised(values, shape, storage.axis());
            result = dequantised(q.values, q.scales, shape, storage.axis());
            break;
        }
    }
    return result;
}

ConvWeights fold_batch_norm(std::span<const float> weight, std::span<const float> bias, const BatchNorm& norm) {
    const std::size_t channels = norm.gamma.size();
    if (channels == 0 || norm.beta.size() != channels || norm.mean.size() != channels ||
        norm.variance.size() != channels || weight.size() % channels != 0 || (!bias.empty() && bias.size() != channels))
        throw GraphError("batch norm of " + std::to_string(channels) + " channels does not fit a convolution of " +
                         std::to_string(weight.size()) + " weights and " + std::to_string(bias.size()) + " biases");
    ConvWeights folded{.weight = std::vector<float>(weight.size()), .bias = std::vector<float>(channels)};
    const std::size_t inner = weight.size() / channels;
    for (std::size_t c = 0; c < channels; ++c) {
        const double factor = norm.gamma[c] / std::sqrt(norm.variance[c] + norm.epsilon);
        for (std::size_t i = c * inner; i < (c + 1) * inner; ++i)
            folded.weight[i] = static_cast<float>(weight[i] * factor);
        const double before = bias.empty() ? 0.0 : static_cast<double>(bias[c]);
        folded.bias[c] = static_cast<float>((before - norm.mean[c]) * factor + norm.beta[c]);
    }
    return folded;
}

std::vector<float> gates_from_torch(std::span<const float> values, Cell cell, std::size_t hidden) {
    // Entry k: which of torch's gates ONNX's gate k is.
    constexpr std::array<std::size_t, 4> lstm{0, 3, 1, 2};
    constexpr std::array<std::size_t, 3> gru{1, 0, 2};
    return in_order(values, cell == Cell::lstm ? std::span<const std::size_t>(lstm) : gru, hidden);
}

std::vector<float> gates_to_torch(std::span<const float> values, Cell cell, std::size_t hidden) {
    // Entry k: which of ONNX's gates torch's gate k is.
    constexpr std::array<std::size_t, 4> lstm{0, 2, 3, 1};
    constexpr std::array<std::size_t, 3> gru{1, 0, 2};
    return in_order(values, cell == Cell::lstm ? std::span<const std::size_t>(lstm) : gru, hidden);
}

}  // namespace mllab::onnx_writer
