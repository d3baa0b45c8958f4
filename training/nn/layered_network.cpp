#include "training/nn/layered_network.hpp"

#include <algorithm>
#include <format>

namespace mllab::nn {

void LayeredNetwork::append(const std::string& name, std::shared_ptr<Layer> layer) {
    std::string module = name;  // a module's name holds no dots
    std::ranges::replace(module, '.', '_');
    register_module(module, layer);
    places_.push_back({.name = name, .layer = std::move(layer), .output = {}, .meaning = {}});
}

void LayeredNetwork::output(const std::string& name, const std::string& meaning) {
    places_.back().output = name;
    places_.back().meaning = meaning;
}

torch::Tensor LayeredNetwork::forward(torch::Tensor images) {
    torch::Tensor x = std::move(images);
    for (Place& place : places_) x = place.layer->forward(x);
    return x;
}

std::string LayeredNetwork::in_words() const {
    std::string words;
    for (const Place& place : places_) words += (words.empty() ? "" : "; ") + place.layer->in_words();
    return words;
}

NamedTensors LayeredNetwork::outputs(const torch::Tensor& images) {
    NamedTensors all;
    torch::Tensor x = images;
    for (Place& place : places_) {
        x = place.layer->forward(x);
        if (!place.output.empty()) all.emplace_back(place.output, x);
    }
    for (auto& further : further_outputs(images, all)) all.push_back(std::move(further));
    return all;
}

std::vector<LayeredNetwork::Constant> LayeredNetwork::shown_weights() const {
    std::vector<Constant> all;
    if (!facts_.shows_weights) return all;
    int number = 0;
    for (const Place& place : places_) {
        const auto weights = place.layer->shown_weights();
        if (!weights.empty()) ++number;
        for (const auto& [kind, tensor] : weights)
            all.push_back({.output = std::format("{}_{}", kind, number),
                           .weight = std::format("{}.{}", place.name, kind),
                           .meaning = std::format("the {} of “{}”, the same for every image",
                                                  kind == "weight" ? "weights" : "biases", place.layer->in_words()),
                           .tensor = tensor});
    }
    return all;
}

NamedTensors LayeredNetwork::constants() const {
    NamedTensors named;
    for (const Constant& constant : shown_weights()) named.emplace_back(constant.output, constant.tensor);
    return named;
}

void LayeredNetwork::fold() {
    for (Place& place : places_) place.layer->fold();
}

void LayeredNetwork::round() {
    for (Place& place : places_) place.layer->round();
}

void LayeredNetwork::write(onnx_writer::GraphBuilder& graph) const {
    onnx_writer::Dims dims{onnx_writer::dynamic("N")};
    for (const std::int64_t size : facts_.input) dims.emplace_back(size);
    GraphWeights weights(graph);
    NamedValues values{{"image", graph.input("image", onnx_writer::DType::float32, dims, facts_.input_meaning)}};
    onnx_writer::Value x = values.front().second;
    for (const Place& place : places_) {
        x = place.layer->write(weights, x, place.name);
        if (!place.output.empty()) {
            x = graph.output(place.output, x, place.meaning);
            values.emplace_back(place.output, x);
        }
        values.emplace_back(place.name, x);
    }
    write_further(weights, values);
    // Copies: what is an output itself is no constant to the runtime any more, and layers of such weights are slower.
    for (const Constant& constant : shown_weights())
        graph.output(constant.output, graph.identity(weights.at(constant.weight)), constant.meaning);
}

report::Architecture LayeredNetwork::architecture() const {
    report::Architecture description;
    description.summary = facts_.summary;
    Sizes sizes = facts_.input;
    for (const Place& place : places_) {
        sizes = place.layer->output_of(sizes);
        if (place.layer->on_card())
            description.layers.push_back(
                {.name = place.layer->in_words(), .output = sizes, .parameters = place.layer->parameter_count()});
    }
    description.weights_stored_as = facts_.weights_stored_as;
    return description;
}

}  // namespace mllab::nn
