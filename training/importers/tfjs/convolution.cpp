#include "training/importers/tfjs/convolution.hpp"

#include <algorithm>
#include <format>

#include "training/importers/import_error.hpp"

namespace mllab::importers::tfjs {

template <typename T>
T attribute(const Node& node, const std::string& name, T otherwise) {
    const auto found = node.attributes.find(name);
    if (found == node.attributes.end() || std::holds_alternative<std::monostate>(found->second)) return otherwise;
    if (const T* value = std::get_if<T>(&found->second)) return *value;
    throw ImportError(std::format("{}: its attribute “{}” is of a kind that is not understood", node.place(), name));
}
template bool attribute(const Node&, const std::string&, bool);
template std::int64_t attribute(const Node&, const std::string&, std::int64_t);
template std::string attribute(const Node&, const std::string&, std::string);
template std::vector<std::int64_t> attribute(const Node&, const std::string&, std::vector<std::int64_t>);
template std::vector<std::string> attribute(const Node&, const std::string&, std::vector<std::string>);

onnx_writer::Pair height_and_width(const Node& node, const std::string& name) {
    constexpr std::int64_t most = 1'024;
    const auto list = attribute(node, name, std::vector<std::int64_t>{1, 1, 1, 1});
    if (list.size() != 4 || list[0] != 1 || list[3] != 1 || std::min(list[1], list[2]) < 1 ||
        std::max(list[1], list[2]) > most)
        throw ImportError(std::format("{}: its “{}” make no sense", node.place(), name));
    return {list[1], list[2]};
}

onnx_writer::Padding padding_of(const Node& node, const onnx_writer::Value& picture, const onnx_writer::Pair& kernel,
                                const onnx_writer::Pair& stride, const onnx_writer::Pair& dilation) {
    if (const auto order = attribute(node, "data_format", std::string("NHWC")); order != "NHWC")
        throw ImportError(std::format("{}: pictures as {} are not understood, only as NHWC", node.place(), order));
    const auto padding = attribute(node, "padding", std::string());
    if (padding == "VALID") return 0;
    if (padding == "SAME")
        return onnx_writer::same_padding({onnx_writer::size_like(picture.dims()[2], stride.height),
                                          onnx_writer::size_like(picture.dims()[3], stride.width)},
                                         kernel, stride, dilation);
    throw ImportError(std::format("{}: its padding “{}” is neither SAME nor VALID", node.place(), padding));
}

Kernel kernel_of(const core::Tensor& weight, bool depthwise, const std::string& place) {
    const core::Shape& given = weight.shape;
    const auto* numbers = std::get_if<std::vector<float>>(&weight.data);
    if (given.size() != 4 || numbers == nullptr || numbers->empty())
        throw ImportError(
            std::format("{}: its weight, of shape {}, is no float32 of four axes", place, core::to_string(given)));
    Kernel kernel{.shape = depthwise ? core::Shape{given[2] * given[3], 1, given[0], given[1]}
                                     : core::Shape{given[3], given[2], given[0], given[1]},
                  .numbers = std::vector<float>(numbers->size())};
    const auto pixels = static_cast<std::size_t>(given[0] * given[1]);
    const auto in = static_cast<std::size_t>(given[2]);
    const auto out = static_cast<std::size_t>(given[3]);
    for (std::size_t p = 0; p < pixels; ++p)
        for (std::size_t i = 0; i < in; ++i)
            for (std::size_t o = 0; o < out; ++o) {
                const std::size_t map = depthwise ? i * out + o : o * in + i;
                kernel.numbers[map * pixels + p] = (*numbers)[(p * in + i) * out + o];
            }
    return kernel;
}

Fused fused_operations(const Node& node) {
    Fused fused;
    const auto names = attribute(node, "fused_ops", std::vector<std::string>{});
    for (const std::string& name : names) {
        const bool first = &name == names.data();
        if (first && name == "BiasAdd")
            fused.bias = true;
        else if (!first && names.size() == 2 && (name == "Relu" || name == "Relu6"))
            fused.activation = name == "Relu" ? Activation::relu : Activation::relu6;
        else
            throw ImportError(
                std::format("{}: “{}” fused into it at that place is not understood", node.place(), name));
    }
    if (attribute(node, "num_args", std::int64_t{fused.bias ? 1 : 0}) != (fused.bias ? 1 : 0))
        throw ImportError(node.place() + ": it has other fused inputs than a bias");
    return fused;
}

}  // namespace mllab::importers::tfjs
