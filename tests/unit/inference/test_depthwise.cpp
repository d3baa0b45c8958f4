// Convolutions of single channels, beside the plain sums that they are.
#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "inference/kernels/depthwise.hpp"

using mllab::inference::kernels::convolve;
using mllab::inference::kernels::Depthwise;

namespace {

constexpr float endless = std::numeric_limits<float>::infinity();

// Numbers from −1 to 1 that look like noise.
std::vector<float> noise(std::size_t count, unsigned state) {
    std::vector<float> numbers(count);
    for (float& number : numbers) {
        state = state * 1664525U + 1013904223U;
        number = static_cast<float>(state >> 8U) / 8388608.0F - 1.0F;
    }
    return numbers;
}

float plain(const Depthwise& of, const float* channel, const float* filter, float bias, std::size_t y, std::size_t x) {
    double sum = bias;
    for (std::size_t ky = 0; ky < of.kernel; ++ky)
        for (std::size_t kx = 0; kx < of.kernel; ++kx) {
            const std::size_t row = y * of.stride + ky;
            const std::size_t column = x * of.stride + kx;
            if (row < of.padding_top || row >= of.padding_top + of.height) continue;
            if (column < of.padding_left || column >= of.padding_left + of.width) continue;
            sum += static_cast<double>(channel[(row - of.padding_top) * of.width + column - of.padding_left]) *
                   static_cast<double>(filter[ky * of.kernel + kx]);
        }
    return std::clamp(static_cast<float>(sum), of.low, of.high);
}

// The largest difference from the plain sums. What must not be touched lies around the output, and the other arrays are
// just as large as they have to be, so that sanitizers see a step too far.
float largest_difference(const Depthwise& of, bool with_bias) {
    const std::vector<float> input = noise(of.channels * of.height * of.width, 1);
    const std::vector<float> filters = noise(of.channels * of.kernel * of.kernel, 2);
    const std::vector<float> bias = noise(of.channels, 3);
    const std::size_t size = of.output_height * of.output_width;
    std::vector<float> output(of.channels * size, 1000.0F);
    REQUIRE(convolve(of, input.data(), filters.data(), with_bias ? bias.data() : nullptr, output.data()));
    float most = 0;
    for (std::size_t c = 0; c < of.channels; ++c)
        for (std::size_t y = 0; y < of.output_height; ++y)
            for (std::size_t x = 0; x < of.output_width; ++x) {
                const float wanted = plain(of, input.data() + c * of.height * of.width,
                                           filters.data() + c * of.kernel * of.kernel, with_bias ? bias[c] : 0, y, x);
                most = std::max(most, std::abs(output[c * size + y * of.output_width + x] - wanted));
            }
    return most;
}

// As networks pad: so that the output is the input by the stride, rounded up; what is odd goes behind.
Depthwise same(std::size_t channels, std::size_t height, std::size_t width, std::size_t kernel, std::size_t stride) {
    const auto before = [&](std::size_t side) {
        const std::size_t reach = ((side + stride - 1) / stride - 1) * stride + kernel;
        return reach > side ? (reach - side) / 2 : 0;
    };
    return {.channels = channels,
            .height = height,
            .width = width,
            .output_height = (height + stride - 1) / stride,
            .output_width = (width + stride - 1) / stride,
            .padding_top = before(height),
            .padding_left = before(width),
            .kernel = kernel,
            .stride = stride,
            .low = -endless,
            .high = endless};
}

}  // namespace

TEST_CASE("each channel is convolved with its own filter, whatever the sides") {
    for (const std::size_t kernel : {3U, 5U})
        for (const std::size_t stride : {1U, 2U})
            for (const std::size_t height : {1U, 2U, 3U, 4U, 5U, 7U, 9U, 14U, 33U})
                for (const std::size_t width : {1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U, 9U, 10U, 13U, 16U, 31U}) {
                    CAPTURE(kernel, stride, height, width);
                    CHECK(largest_difference(same(3, height, width, kernel, stride), true) < 1e-5F);
                }
}

TEST_CASE("channels that are worked through in parts have no seams") {
    for (const std::size_t stride : {1U, 2U})
        for (const std::size_t side : {75U, 113U, 150U, 160U}) {
            CAPTURE(stride, side);
            CHECK(largest_difference(same(2, side, side + 1, 5, stride), false) < 1e-5F);
            CHECK(largest_difference(same(2, side + 3, side, 3, stride), false) < 1e-5F);
        }
}

TEST_CASE("the picture may be padded before, behind or nowhere") {
    for (const std::size_t top : {0U, 1U, 2U})
        for (const std::size_t left : {0U, 1U, 2U, 4U})
            for (const std::size_t output : {3U, 6U, 8U}) {
                Depthwise of = same(2, 9, 11, 5, 1);
                of.padding_top = top;
                of.padding_left = left;
                of.output_height = of.output_width = output;
                CAPTURE(top, left, output);
                CHECK(largest_difference(of, true) < 1e-5F);
                of.stride = 2;
                CHECK(largest_difference(of, true) < 1e-5F);
            }
}

TEST_CASE("what is below or above the ends becomes the end") {
    for (const std::size_t width : {3U, 8U}) {
        Depthwise of = same(4, 8, width, 3, 1);
        of.low = 0;
        CHECK(largest_difference(of, true) < 1e-5F);
        of.high = 0.25F;
        CHECK(largest_difference(of, true) < 1e-5F);
    }
}

TEST_CASE("convolutions that it cannot do are refused, and the output stays as it was") {
    Depthwise kernel = same(1, 8, 8, 3, 1);
    kernel.kernel = 7;
    Depthwise stride = same(1, 8, 8, 3, 1);
    stride.stride = 3;
    const Depthwise wide = same(1, 8, 2000, 3, 1);
    Depthwise padding = same(1, 8, 8, 3, 1);
    padding.padding_left = 1000;
    for (const Depthwise& of : {kernel, stride, wide, padding}) {
        const std::vector<float> input = noise(of.height * of.width, 1);
        const std::vector<float> filters = noise(49, 2);
        std::vector<float> output(of.output_height * of.output_width, 7.0F);
        CHECK_FALSE(convolve(of, input.data(), filters.data(), nullptr, output.data()));
        CHECK(std::ranges::all_of(output, [](float number) { return number == 7.0F; }));
    }
}
