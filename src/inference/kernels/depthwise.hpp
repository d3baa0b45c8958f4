// Convolution of every channel with a filter of its own, as the blocks of cameras' networks have it. ONNX Runtime's
// WebAssembly lays each channel's windows out as columns and multiplies them with one row: nine or twenty-five copies
// of the picture, and the most of these networks' time. Here the sums are taken from the picture itself, four columns
// and four rows at a time.
#pragma once

#include <cstddef>

namespace mllab::inference::kernels {

struct Depthwise {
    std::size_t channels = 0;
    std::size_t height = 0, width = 0;                // of the input
    std::size_t output_height = 0, output_width = 0;  // at least 1 each
    std::size_t padding_top = 0, padding_left = 0;    // below and to the right it is what the output reaches
    std::size_t kernel = 3;                           // 3 or 5, for both sides
    std::size_t stride = 1;                           // 1 or 2, for both sides
    // What is below or above becomes this: Relu, Clip, or infinities for neither.
    float low = 0, high = 0;
};

// input: channels × height × width; filters: channels × kernel × kernel; bias: one for each channel, or null;
// output: channels × output height × output width. False, and nothing is written, for what it cannot do: another kernel
// or stride, or rows of several thousand numbers. Needs 24 KB of stack and no other memory.
bool convolve(const Depthwise& shape, const float* input, const float* filters, const float* bias, float* output);

}  // namespace mllab::inference::kernels
