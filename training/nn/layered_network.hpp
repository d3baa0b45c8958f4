// A network for pictures as a list of layers, declared once: what it computes, its graph, its description on the card
// and in the settings of its training all come from this list.
#pragma once

#include <torch/torch.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "training/nn/classifier.hpp"
#include "training/nn/layers.hpp"
#include "training/onnx/graph_builder.hpp"
#include "training/report/card.hpp"

namespace mllab::nn {

using NamedTensors = std::vector<std::pair<std::string, torch::Tensor>>;

class LayeredNetwork : public Classifier {
 public:
    torch::Tensor forward(torch::Tensor images) override;
    [[nodiscard]] std::string in_words() const override;

    // Everything that the file computes, under the file's names, "logits" [N, classes] among them, from [N, C, H, W].
    NamedTensors outputs(const torch::Tensor& images);

    // Outputs that are the same whatever the image: all weights of a network that shows them, "weight_1" and "bias_1"
    // of its first layer that has any, and so on.
    [[nodiscard]] NamedTensors constants() const;

    // Outputs that jump: where a unit is switched on, or another class wins, two answers are right and rounding
    // chooses. `distance` [N] says how far each image is from there; undefined where no output jumps.
    struct Jumps {
        std::vector<std::string> outputs;
        torch::Tensor distance;
    };
    virtual Jumps jumps(const torch::Tensor& /*images*/) { return {}; }

    // The steps to a file: norms into their layers, weights to what the file will hold, and the graph from "image" to
    // all outputs.
    void fold();
    void round();
    void write(onnx_writer::GraphBuilder& graph) const;

    [[nodiscard]] report::Architecture architecture() const;

 protected:
    struct Facts {
        std::string input_meaning;
        Sizes input;  // {channels, height, width}
        std::string summary;
        std::string weights_stored_as;
        bool shows_weights = false;  // its weights are outputs, too
    };
    explicit LayeredNetwork(Facts facts) : facts_(std::move(facts)) {}

    // Appends a layer; `name` is its own, and that of its weights in the file. Layers are called in this order.
    template <typename L>
    std::shared_ptr<L> add(const std::string& name, std::shared_ptr<L> layer) {
        append(name, layer);
        return layer;
    }
    [[nodiscard]] const std::string& last_name() const { return places_.back().name; }
    // What the last layer gave is an output of the file.
    void output(const std::string& name, const std::string& meaning);

    // Outputs that no layer gives, from the others: the same as tensors and as a graph.
    virtual NamedTensors further_outputs(const torch::Tensor& /*images*/, const NamedTensors& /*outputs*/) {
        return {};
    }
    using NamedValues = std::vector<std::pair<std::string, onnx_writer::Value>>;
    // `values` are the input "image", the outputs, and what each layer gives, by its name.
    virtual void write_further(GraphWeights& /*weights*/, const NamedValues& /*values*/) const {}

 private:
    struct Place {
        std::string name;
        std::shared_ptr<Layer> layer;
        std::string output, meaning;  // empty where what it gives is no output
    };
    void append(const std::string& name, std::shared_ptr<Layer> layer);
    struct Constant {
        std::string output, weight, meaning;  // its name as an output, and that in the graph
        torch::Tensor tensor;
    };
    [[nodiscard]] std::vector<Constant> shown_weights() const;

    Facts facts_;
    std::vector<Place> places_;
};

// Of a list by name. Throws std::out_of_range where there is none.
template <typename T>
const T& named(const std::vector<std::pair<std::string, T>>& list, const std::string& name) {
    for (const auto& [key, value] : list)
        if (key == name) return value;
    throw std::out_of_range("the network has no “" + name + "”");
}

}  // namespace mllab::nn
