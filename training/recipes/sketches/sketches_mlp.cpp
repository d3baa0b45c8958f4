// Recipe sketches_mlp: hidden layers over the drawing at half its resolution, taught by the convolutional network.

#include <array>
#include <vector>

#include "training/nn/blocks.hpp"
#include "training/recipes/sketches/recipes.hpp"

namespace mllab::recipes {

namespace {

using onnx_writer::Storage;

// The teacher's frame, so that both see the same drawings; the first thing that the network does is to halve it.
constexpr std::int64_t halved = 20;
constexpr std::array<std::int64_t, 2> hidden{1024, 704};
constexpr double dropout = 0.1;
constexpr auto storage = Storage::int8_per_channel();

class SketchesMlp final : public PictureNetwork {
 public:
    explicit SketchesMlp(std::int64_t categories) : categories_(categories) {
        std::int64_t width = halved * halved;
        for (const std::int64_t units : hidden) {
            layers_.push_back(
                register_module("hidden" + std::to_string(layers_.size() + 1), LinearBlock(width, units)));
            width = units;
        }
        drop_ = register_module("drop", torch::nn::Dropout(dropout));
        last_ = register_module("last", torch::nn::Linear(width, categories));
    }

    NamedTensors outputs(torch::Tensor images) override {
        NamedTensors named;
        torch::Tensor x = torch::avg_pool2d(images, 2).flatten(1);
        for (std::size_t i = 0; i < layers_.size(); ++i) {
            x = layers_[i]->forward(x);
            named.emplace_back("hidden_" + std::to_string(i + 1), x);
            x = drop_->forward(x);
        }
        named.emplace_back("logits", last_->forward(x));
        return named;
    }

    void fold() override {
        for (auto& layer : layers_) layer->fold();
    }

    void write(onnx_writer::GraphBuilder& graph) override {
        const ink::InkFrame frame = sketches_cnn().frame;
        const auto image = graph.input("image", onnx_writer::DType::float32,
                                       {onnx_writer::dynamic("N"), 1, frame.size_px, frame.size_px},
                                       "a drawing, ink 1 on paper 0, laid in the frame of the preprocessing");
        auto x = graph.flatten(graph.average_pool(image, {.kernel = 2, .stride = 2}));
        std::vector<onnx_writer::Value> weights;
        for (std::size_t i = 0; i < layers_.size(); ++i) {
            const std::string number = std::to_string(i + 1);
            x = graph.output("hidden_" + number, layers_[i]->write(graph, x, "hidden" + number, storage, weights),
                             "activations of hidden layer " + number);
        }
        const auto weight = store(graph, "last.weight", last_->weight, storage);
        const auto bias = store(graph, "last.bias", last_->bias, Storage::float32());
        graph.output("logits", graph.linear(x, weight, bias), "one number a category, before softmax");
    }

    report::Architecture architecture() const override {
        report::Architecture description;
        description.summary =
            "The drawing at 20×20 grey values, two hidden layers of 1,024 and 704 ReLU units, one linear layer.";
        description.layers.push_back({.name = "mean of 2×2", .output = {1, halved, halved}, .parameters = 0});
        for (std::size_t i = 0; i < layers_.size(); ++i)
            description.layers.push_back(
                {.name = "linear, ReLU", .output = {hidden[i]}, .parameters = layers_[i]->parameter_count()});
        description.layers.push_back(
            {.name = "linear", .output = {categories_}, .parameters = last_->weight.numel() + last_->bias.numel()});
        description.weights_stored_as = storage.name();
        return description;
    }

 private:
    std::int64_t categories_;
    std::vector<LinearBlock> layers_;
    torch::nn::Dropout drop_{nullptr};
    torch::nn::Linear last_{nullptr};
};

}  // namespace

SketchRecipe sketches_mlp() {
    return {.id = "sketches_mlp",
            .name = "Sketches, multilayer perceptron",
            .source = "training/recipes/sketches/sketches_mlp.cpp",
            .frame = sketches_cnn().frame,
            .epochs = 20,
            .samples_per_category = 300,
            .batch = 256,
            .learning_rate = 3e-3,
            .weight_decay = 1e-2,
            .teacher = &sketches_cnn,
            .make = [](std::int64_t categories) { return std::make_shared<SketchesMlp>(categories); }};
}

}  // namespace mllab::recipes
