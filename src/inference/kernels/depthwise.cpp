#include "inference/kernels/depthwise.hpp"

namespace mllab::inference::kernels {
namespace {

// Clang's own vectors: WebAssembly's SIMD there, the processor's natively.
using Four = float __attribute__((vector_size(16)));

Four load(const float* from) {
    Four four;
    __builtin_memcpy(&four, from, sizeof four);
    return four;
}
void store(float* to, Four four) { __builtin_memcpy(to, &four, sizeof four); }
Four all(float value) { return Four{value, value, value, value}; }

// A part of one channel that stays in the processor's nearest cache.
constexpr std::size_t part_size = 6144;
constexpr std::size_t tile_rows = 4;

// Rows of the channel with its padding around them. With a stride of 2 a row is its even columns and then its odd ones,
// so that what four neighbouring outputs need are four neighbours: `pitch` numbers for each.
template <std::size_t stride>
void lay_out(const Depthwise& shape, const float* channel, std::size_t first_row, std::size_t rows, std::size_t pitch,
             float* part) {
    const std::size_t left = shape.padding_left;
    const std::size_t room = stride * pitch - left;
    const std::size_t columns = shape.width < room ? shape.width : room;
    for (std::size_t r = 0; r < rows; ++r) {
        float* row = part + r * stride * pitch;
        const std::size_t padded = first_row + r;
        if (padded < shape.padding_top || padded - shape.padding_top >= shape.height) {
            for (std::size_t i = 0; i < stride * pitch; ++i) row[i] = 0;
            continue;
        }
        const float* from = channel + (padded - shape.padding_top) * shape.width;
        const auto place = [&](std::size_t column) -> float& {
            return row[(column % stride) * pitch + column / stride];
        };
        for (std::size_t x = 0; x < left; ++x) place(x) = 0;
        std::size_t x = 0;
        if constexpr (stride == 1) {
            for (; x + 4 <= columns; x += 4) store(row + left + x, load(from + x));
        } else {
            for (; x + 8 <= columns; x += 8) {
                const Four a = load(from + x);
                const Four b = load(from + x + 4);
                store(&place(left + x), __builtin_shufflevector(a, b, 0, 2, 4, 6));
                store(&place(left + x + 1), __builtin_shufflevector(a, b, 1, 3, 5, 7));
            }
        }
        for (; x < columns; ++x) place(left + x) = from[x];
        for (x = left + columns; x < stride * pitch; ++x) place(x) = 0;
    }
}

// What a sum begins with, and what its result is kept between.
struct Ends {
    Four bias, low, high;
};

// Four columns of four rows of the output; `part` is where their windows begin.
template <std::size_t kernel, std::size_t stride>
__attribute__((always_inline)) inline void tile(const float* part, std::size_t pitch, const float* filter,
                                                const Ends& ends, float* output, std::size_t width) {
    constexpr std::size_t rows = tile_rows;
    Four sums[rows];
    for (Four& sum : sums) sum = ends.bias;
#pragma clang loop unroll(full)
    for (std::size_t kx = 0; kx < kernel; ++kx) {
        const float* column = part + (kx % stride) * pitch + kx / stride;
#pragma clang loop unroll(full)
        for (std::size_t y = 0; y < (rows - 1) * stride + kernel; ++y) {
            const Four seen = load(column + y * stride * pitch);
#pragma clang loop unroll(full)
            for (std::size_t r = 0; r < rows; ++r)
                if (y >= r * stride && y < r * stride + kernel)
                    sums[r] += seen * all(filter[(y - r * stride) * kernel + kx]);
        }
    }
    for (std::size_t r = 0; r < rows; ++r) {
        const Four raised = sums[r] < ends.low ? ends.low : sums[r];
        store(output + r * width, raised > ends.high ? ends.high : raised);
    }
}

// Four rows of the output; the last four columns may overlap those before them.
template <std::size_t kernel, std::size_t stride>
__attribute__((always_inline)) inline void band(const float* part, std::size_t pitch, const float* filter,
                                                const Ends& ends, float* output, std::size_t width) {
    const std::size_t last = width - 4;
    for (std::size_t x = 0;;) {
        tile<kernel, stride>(part + x, pitch, filter, ends, output + x, width);
        if (x == last) return;
        x = x + 4 < last ? x + 4 : last;
    }
}

// One number, for outputs that are smaller than a tile.
float single(const Depthwise& shape, const float* part, std::size_t pitch, const float* filter, float bias) {
    float sum = bias;
    for (std::size_t ky = 0; ky < shape.kernel; ++ky)
        for (std::size_t kx = 0; kx < shape.kernel; ++kx)
            sum += part[(ky * shape.stride + kx % shape.stride) * pitch + kx / shape.stride] *
                   filter[ky * shape.kernel + kx];
    const float raised = sum < shape.low ? shape.low : sum;
    return raised > shape.high ? shape.high : raised;
}

template <std::size_t kernel, std::size_t stride>
bool convolve_all(const Depthwise& shape, const float* input, const float* filters, const float* bias, float* output) {
    alignas(16) float part[part_size];
    const std::size_t width = shape.output_width;
    const std::size_t pitch = ((width - 1) * stride + kernel + stride - 1) / stride;
    const std::size_t fitting = part_size / (stride * pitch);
    if (shape.padding_left > stride * pitch || fitting < (tile_rows - 1) * stride + kernel) return false;
    const std::size_t most = (fitting - kernel) / stride + 1;
    const std::size_t parts = (shape.output_height + most - 1) / most;
    const std::size_t part_rows = (shape.output_height + parts - 1) / parts;
    // From one row of the output to the next in `part`.
    const std::size_t step = stride * stride * pitch;
    for (std::size_t c = 0; c < shape.channels; ++c) {
        const float* channel = input + c * shape.height * shape.width;
        const float* filter = filters + c * kernel * kernel;
        const float added = bias ? bias[c] : 0.0F;
        const Ends ends{all(added), all(shape.low), all(shape.high)};
        for (std::size_t first = 0; first < shape.output_height; first += part_rows) {
            const std::size_t rest = shape.output_height - first;
            const std::size_t rows = rest < part_rows ? rest : part_rows;
            lay_out<stride>(shape, channel, first * stride, (rows - 1) * stride + kernel, pitch, part);
            float* to = output + (c * shape.output_height + first) * width;
            for (std::size_t y = 0; y < rows;) {
                if (width < 4 || rows < tile_rows) {
                    for (std::size_t x = 0; x < width; ++x)
                        to[y * width + x] = single(shape, part + y * step + x, pitch, filter, added);
                    y += 1;
                } else {
                    // The last four rows may overlap those before them, too.
                    const std::size_t at = y + tile_rows <= rows ? y : rows - tile_rows;
                    band<kernel, stride>(part + at * step, pitch, filter, ends, to + at * width, width);
                    y += tile_rows;
                }
            }
        }
    }
    return true;
}

}  // namespace

bool convolve(const Depthwise& shape, const float* input, const float* filters, const float* bias, float* output) {
    const bool small = shape.kernel == 3;
    if (!small && shape.kernel != 5) return false;
    if (shape.stride == 1)
        return small ? convolve_all<3, 1>(shape, input, filters, bias, output)
                     : convolve_all<5, 1>(shape, input, filters, bias, output);
    if (shape.stride == 2)
        return small ? convolve_all<3, 2>(shape, input, filters, bias, output)
                     : convolve_all<5, 2>(shape, input, filters, bias, output);
    return false;
}

}  // namespace mllab::inference::kernels
