#include "training/importers/tflite/convolutions.hpp"

#include <utility>

#include "training/importers/tflite/kernel.hpp"

namespace mllab::importers::tflite {

std::vector<Convolution> convolutions(const Model& model) {
    std::vector<Convolution> list;
    for (const Operator& one : model.operators()) {
        const auto* plain = std::get_if<Conv2d>(&one.options);
        const auto* depthwise = std::get_if<DepthwiseConv2d>(&one.options);
        if (plain == nullptr && depthwise == nullptr) continue;
        const Window& window = plain != nullptr ? plain->window : depthwise->window;
        const Activation activation = plain != nullptr ? plain->activation : depthwise->activation;
        if (!window.same || window.stride_height != window.stride_width || window.dilation_height != 1 ||
            window.dilation_width != 1 || activation == Activation::relu)
            continue;
        Kernel kernel = kernel_of(model, one);
        const std::string& names = model.tensors()[one.output].name;
        list.push_back({.name = names.substr(0, names.find(';')),
                        .shape = kernel.shape,
                        .weight = std::move(kernel.numbers),
                        .bias = bias_of(model, one, kernel.shape[0]),
                        .stride = window.stride_height,
                        .groups = plain != nullptr ? 1 : kernel.shape[0] / depthwise->depth_multiplier,
                        .relu6 = activation == Activation::relu6});
    }
    return list;
}

}  // namespace mllab::importers::tflite
