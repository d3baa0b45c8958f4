// What ONNX Runtime asks before it computes a convolution itself, once scripts/runtime/graft.mjs has put this into its
// WebAssembly: its MlasConv calls `convolve` with its own arguments first. The structures are those of version 1.30,
// with 32-bit addresses; another version is refused by its hash, and tests compare the numbers of every model.
#include <cstddef>
#include <cstdint>

#include "inference/kernels/depthwise.hpp"

namespace {

enum class Activation : std::int32_t { identity = 0, relu = 1, clip = 5 };

struct MlasActivation {
    Activation kind;
    float low, high;  // of a clip
};

struct MlasConvParameters {
    const MlasActivation* activation;
    std::size_t dimensions, batches, groups, channels_of_group;
    std::size_t channels_last;
    std::size_t input[3], kernel[3], dilation[3], padding[6], stride[3];
    std::size_t filters_of_group;
    std::size_t output[3], input_size, output_size, window_size;
    float beta;  // of what the output holds beforehand
};
static_assert(sizeof(void*) != 4 || offsetof(MlasConvParameters, beta) == 124);

}  // namespace

// 1 where the output is complete; 0 where nothing was done, and ONNX Runtime goes on.
extern "C" int convolve(const MlasConvParameters* of, const float* input, const float* filters, const float* bias,
                        float* /*working*/, float* output, void* /*threads*/) {
    if (of->dimensions != 2 || of->channels_last != 0 || of->beta != 0.0F) return 0;
    if (of->groups < 2 || of->channels_of_group != 1 || of->filters_of_group != 1) return 0;
    if (of->kernel[0] != of->kernel[1] || of->stride[0] != of->stride[1]) return 0;
    if (of->dilation[0] != 1 || of->dilation[1] != 1) return 0;
    mllab::inference::kernels::Depthwise shape{
        .channels = of->groups,
        .height = of->input[0],
        .width = of->input[1],
        .output_height = of->output[0],
        .output_width = of->output[1],
        .padding_top = of->padding[0],
        .padding_left = of->padding[1],
        .kernel = of->kernel[0],
        .stride = of->stride[0],
        .low = -__builtin_inff(),
        .high = __builtin_inff(),
    };
    switch (of->activation->kind) {
        case Activation::identity:
            break;
        case Activation::relu:
            shape.low = 0;
            break;
        case Activation::clip:
            shape.low = of->activation->low;
            shape.high = of->activation->high;
            break;
        default:
            return 0;
    }
    for (std::size_t batch = 0; batch < of->batches; ++batch) {
        // Whether it can be done depends on the shape alone: the first one says it for all.
        if (!mllab::inference::kernels::convolve(shape, input, filters, bias, output)) return 0;
        input += of->groups * of->input_size;
        output += of->groups * of->output_size;
    }
    return 1;
}
