// Recipe digits_mlp: two hidden layers, and, for looking inside, what moved the winner.

#include "training/nn/blocks.hpp"
#include "training/recipes/digits/recipes.hpp"

namespace mllab::recipes {

namespace {

using onnx_writer::Storage;

constexpr std::int64_t pixels = 28 * 28;
constexpr std::int64_t hidden_1 = 448;
constexpr std::int64_t hidden_2 = 224;
constexpr std::int64_t digits = 10;
constexpr std::int64_t classes = 11;
constexpr double dropout = 0.1;

class DigitsMlp final : public PictureNetwork {
 public:
    DigitsMlp() {
        first_ = register_module("first", LinearBlock(pixels, hidden_1));
        second_ = register_module("second", LinearBlock(hidden_1, hidden_2));
        drop_ = register_module("drop", torch::nn::Dropout(dropout));
        last_ = register_module("last", torch::nn::Linear(hidden_2, classes));
    }

    torch::Tensor forward(torch::Tensor images) override {
        const auto h1 = drop_->forward(first_->forward(images.flatten(1)));
        return last_->forward(drop_->forward(second_->forward(h1)));
    }

    // A network of ReLUs is linear around every input: the winner's logit is the sum over pixels of pixel times
    // gradient, plus what the biases give ("gradient x input", Shrikumar et al. 2016; exact here). The gradient is the
    // winner's last row, sent back through the layers wherever a unit was on.
    NamedTensors outputs(torch::Tensor images) override {
        const auto x = images.flatten(1);
        const auto h1 = first_->forward(x);
        const auto h2 = second_->forward(h1);
        const auto logits = last_->forward(h2);
        const auto winner = logits.slice(1, 0, digits).argmax(1);
        const auto row = last_->weight.index_select(0, winner);
        const auto to_h2 = row * h2.gt(0).to(torch::kFloat32);
        const auto to_h1 = torch::matmul(to_h2, second_->weight()) * h1.gt(0).to(torch::kFloat32);
        const auto to_pixels = torch::matmul(to_h1, first_->weight()) * x;
        return {{"hidden_1", h1},
                {"hidden_2", h2},
                {"logits", logits},
                {"winner_contributions", row * h2},
                {"pixel_contributions", to_pixels.view({-1, 1, 28, 28})}};
    }

    void fold() override {
        first_->fold();
        second_->fold();
    }

    void write(onnx_writer::GraphBuilder& graph) override {
        const auto storage = Storage::int8_per_channel();
        const auto image = graph.input("image", onnx_writer::DType::float32, {onnx_writer::dynamic("N"), 1, 28, 28},
                                       "one digit, ink 1 on paper 0, laid in the frame of the preprocessing");
        const auto x = graph.flatten(image);
        std::vector<onnx_writer::Value> weights;
        const auto h1 = graph.output("hidden_1", first_->write(graph, x, "first", storage, weights),
                                     "activations of the first hidden layer");
        const auto h2 = graph.output("hidden_2", second_->write(graph, h1, "second", storage, weights),
                                     "activations of the second hidden layer");
        const auto last = store(graph, "last.weight", last_->weight, Storage::float16());
        const auto bias = store(graph, "last.bias", last_->bias, Storage::float32());
        const auto logits =
            graph.output("logits", graph.linear(h2, last, bias), "ten digits and “no digit”, before softmax");
        const auto winner = graph.arg_max(graph.slice(logits, 1, 0, digits), 1);
        const auto row = graph.gather(last, winner, 0);
        graph.output("winner_contributions", graph.mul(row, h2),
                     "what each unit of the second hidden layer adds to the winning digit's logit");
        const auto zero = graph.scalar(0);
        const auto on = [&](const onnx_writer::Value& h) {
            return graph.cast(graph.greater(h, zero), onnx_writer::DType::float32);
        };
        const auto to_h2 = graph.mul(row, on(h2));
        const auto to_h1 = graph.mul(graph.matmul(to_h2, weights[1]), on(h1));
        const auto to_pixels = graph.mul(graph.matmul(to_h1, weights[0]), x);
        graph.output("pixel_contributions", graph.reshape(to_pixels, {onnx_writer::dynamic("N"), 1, 28, 28}),
                     "what each pixel adds to the winning digit's logit");
    }

    report::Architecture architecture() const override {
        return {.summary = "Two hidden layers of 448 and 224 ReLU units over the 784 pixels, then one linear layer.",
                .layers = {{.name = "linear, ReLU", .output = {hidden_1}, .parameters = first_->parameter_count()},
                           {.name = "linear, ReLU", .output = {hidden_2}, .parameters = second_->parameter_count()},
                           {.name = "linear",
                            .output = {classes},
                            .parameters = last_->weight.numel() + last_->bias.numel()}},
                .parameters = 0,
                .weights_stored_as = "int8"};
    }

 private:
    LinearBlock first_{nullptr};
    LinearBlock second_{nullptr};
    torch::nn::Dropout drop_{nullptr};
    torch::nn::Linear last_{nullptr};
};

}  // namespace

DigitRecipe digits_mlp() {
    return {.id = "digits_mlp",
            .name = "Digits, multilayer perceptron",
            .source = "training/recipes/digits/digits_mlp.cpp",
            .epochs = 120,
            .batch = 128,
            .learning_rate = 2e-3,
            .weight_decay = 1e-2,
            .make = [] { return std::make_shared<DigitsMlp>(); }};
}

}  // namespace mllab::recipes
