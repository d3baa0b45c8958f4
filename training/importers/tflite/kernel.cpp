#include "training/importers/tflite/kernel.hpp"

#include <format>
#include <utility>

#include "training/importers/import_error.hpp"

namespace mllab::importers::tflite {

Kernel kernel_of(const Model& model, const Operator& convolution) {
    const std::size_t weight = convolution.inputs.at(1).value();
    const core::Shape& given = model.tensors()[weight].shape;
    const bool depthwise = std::holds_alternative<DepthwiseConv2d>(convolution.options);
    if (depthwise && given[0] != 1)
        throw ImportError(std::format("{}: a depthwise weight of shape {}", convolution.place, core::to_string(given)));
    // Seen as [from, pixels, to], it becomes [from, to, pixels]; a depthwise one has a single "from".
    const auto from = static_cast<std::size_t>(given[0]);
    const auto pixels = static_cast<std::size_t>(given[1] * given[2]);
    const auto to = static_cast<std::size_t>(given[3]);
    const std::vector<float> numbers = model.numbers(weight);
    Kernel kernel{.shape = depthwise ? core::Shape{given[3], 1, given[1], given[2]}
                                     : core::Shape{given[0], given[3], given[1], given[2]},
                  .numbers = std::vector<float>(numbers.size())};
    for (std::size_t a = 0; a < from; ++a)
        for (std::size_t p = 0; p < pixels; ++p)
            for (std::size_t b = 0; b < to; ++b)
                kernel.numbers[(a * to + b) * pixels + p] = numbers[(a * pixels + p) * to + b];
    return kernel;
}

std::vector<float> bias_of(const Model& model, const Operator& convolution, std::int64_t out) {
    if (convolution.inputs.size() < 3 || !convolution.inputs[2])
        return std::vector<float>(static_cast<std::size_t>(out), 0.0F);
    std::vector<float> bias = model.numbers(*convolution.inputs[2]);
    if (std::cmp_not_equal(bias.size(), out))
        throw ImportError(std::format("{}: {} biases for {} maps", convolution.place, bias.size(), out));
    return bias;
}

}  // namespace mllab::importers::tflite
