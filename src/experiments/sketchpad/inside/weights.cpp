#include "experiments/sketchpad/inside/weights.hpp"

#include <stdexcept>
#include <utility>

#include "core/text.hpp"

namespace mllab::sketchpad {

namespace {

std::optional<LayerWeights> layer_of(const core::Tensor& weight, const core::Tensor& bias) {
    const core::Shape& shape = weight.shape;
    const bool convolution = shape.size() == 4 && shape[2] == shape[3];
    if ((!convolution && shape.size() != 2) || bias.shape != core::Shape{shape[0]}) return std::nullopt;
    return LayerWeights{.linear = !convolution,
                        .filters = static_cast<int>(shape[0]),
                        .inputs = static_cast<int>(shape[1]),
                        .side = convolution ? static_cast<int>(shape[2]) : 1,
                        .kernels = weight.as<float>(),
                        .biases = bias.as<float>()};
}

std::string name_of(const std::vector<LayerWeights>& layers, std::size_t layer) {
    return layers[layer].linear ? "Last layer" : core::joined("Convolution ", layer + 1);
}

std::string several(int count, const std::string& what) {
    return core::joined(count, " ", what, count == 1 ? "" : "s");
}

}  // namespace

std::vector<LayerWeights> layer_weights(const std::map<std::string, core::Tensor>& outputs) {
    std::vector<LayerWeights> layers;
    while (true) {
        const auto weight = outputs.find(core::joined("weight_", layers.size() + 1));
        const auto bias = outputs.find(core::joined("bias_", layers.size() + 1));
        if (weight == outputs.end() || bias == outputs.end()) return layers;
        auto layer = layer_of(weight->second, bias->second);
        if (!layer) return layers;
        layers.push_back(std::move(*layer));
    }
}

std::size_t count_of(const std::vector<LayerWeights>& layers) {
    std::size_t count = 0;
    for (const LayerWeights& layer : layers) count += layer.count();
    return count;
}

std::string grouped(std::size_t number) {
    std::string text = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
        text.insert(static_cast<std::size_t>(at), ",");
    return text;
}

std::string title_of(const std::vector<LayerWeights>& layers, std::size_t layer) {
    const LayerWeights& one = layers.at(layer);
    if (one.linear)
        return core::joined(name_of(layers, layer), ": ", several(one.filters, "answer"), " of ",
                            several(one.inputs, "weight"), " and a bias: ", grouped(one.count()), " numbers");
    return core::joined(name_of(layers, layer), ": ", several(one.filters, "filter"), " of ",
                        several(one.inputs, "kernel"), " and a bias: ", grouped(one.count()), " numbers");
}

std::string in_words(const std::vector<LayerWeights>& layers) {
    std::string words = core::joined("A picture of every weight of the network, ", grouped(count_of(layers)),
                                     " numbers. Green ones add, amber ones take away.");
    for (std::size_t i = 0; i < layers.size(); ++i) words += " " + title_of(layers, i) + ".";
    return words;
}

std::vector<float> numbers_at(const std::vector<LayerWeights>& layers, const WeightsPlace& place) {
    const LayerWeights& layer = layers.at(place.layer);
    if (place.filter < 0 || place.filter >= layer.filters) throw std::out_of_range("there is no such filter");
    if (!place.input) return {layer.biases[static_cast<std::size_t>(place.filter)]};
    if (*place.input < 0 || *place.input >= layer.inputs) throw std::out_of_range("there is no such kernel");
    const auto size = static_cast<std::ptrdiff_t>(layer.side) * layer.side;
    const auto first =
        layer.kernels.begin() + (static_cast<std::ptrdiff_t>(place.filter) * layer.inputs + *place.input) * size;
    return {first, first + size};
}

std::string role_of(const std::vector<LayerWeights>& layers, const WeightsPlace& place,
                    const std::vector<std::string>& labels) {
    const LayerWeights& layer = layers.at(place.layer);
    if (layer.linear) {
        const auto label = static_cast<std::size_t>(place.filter);
        const std::string answer =
            label < labels.size() ? "“" + labels[label] + "”" : core::joined("answer ", place.filter + 1);
        if (!place.input)
            return core::joined("Last layer: the score that ", answer, " begins with, whatever is drawn.");
        return core::joined("Last layer: how much the mean of map ", *place.input + 1, " counts for ", answer, ".");
    }
    const std::string filter = core::joined(name_of(layers, place.layer), ", filter ", place.filter + 1, ": ");
    if (!place.input)
        return core::joined(filter,
                            "its bias, added to the sum of its kernels everywhere. What is then below 0 becomes 0.");
    if (place.layer == 0)
        return core::joined(
            filter, "this kernel is laid on every spot of the drawing: each pixel times the number on it, added up.");
    return core::joined(filter, "this kernel is laid on every spot of map ", *place.input + 1, " of convolution ",
                        place.layer, ": each cell times the number on it, added up.");
}

}  // namespace mllab::sketchpad
