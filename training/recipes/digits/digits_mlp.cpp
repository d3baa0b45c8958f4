// Recipe digits_mlp: two hidden layers, and, for looking inside, what moved the winner.

#include "training/recipes/digits/digits_recipe.hpp"
#include "training/recipes/digits/networks.hpp"
#include "training/recipes/digits/recipes.hpp"

namespace mllab::recipes {

namespace {

using onnx_writer::Storage;

constexpr std::int64_t side = 28;
constexpr std::int64_t hidden_1 = 448;
constexpr std::int64_t hidden_2 = 224;
constexpr std::int64_t digit_count = 10;
constexpr std::int64_t classes = 11;
constexpr double dropout = 0.1;

class DigitsMlp final : public nn::LayeredNetwork {
 public:
    DigitsMlp()
        : LayeredNetwork({.input_meaning = "one digit, ink 1 on paper 0, laid in the frame of the preprocessing",
                          .input = {1, side, side},
                          .summary = "Two hidden layers of 448 and 224 ReLU units over the 784 pixels, then one linear "
                                     "layer.",
                          .weights_stored_as = "int8"}) {
        const auto storage = Storage::int8_per_channel();
        add("flat", std::make_shared<nn::Flatten>());
        first_ = add("first", std::make_shared<nn::Hidden>(side * side, hidden_1, storage));
        output("hidden_1", "activations of the first hidden layer");
        add("drop1", std::make_shared<nn::Dropout>(dropout));
        second_ = add("second", std::make_shared<nn::Hidden>(hidden_1, hidden_2, storage));
        output("hidden_2", "activations of the second hidden layer");
        add("drop2", std::make_shared<nn::Dropout>(dropout));
        last_ = add("last", std::make_shared<nn::Linear>(hidden_2, classes, Storage::float16()));
        output("logits", "ten digits and “no digit”, before softmax");
    }

    Jumps jumps(const torch::Tensor& images) override {
        const auto to_1 = first_->before_relu(images.flatten(1));
        const auto to_2 = second_->before_relu(torch::relu(to_1));
        const auto nearest = torch::minimum(to_1.abs().amin(1), to_2.abs().amin(1));
        const auto best_two = std::get<0>(last_->forward(torch::relu(to_2)).slice(1, 0, digit_count).topk(2, 1));
        return {.outputs = {"winner_contributions", "pixel_contributions"},
                .distance = torch::minimum(nearest, best_two.select(1, 0) - best_two.select(1, 1))};
    }

 protected:
    // A network of ReLUs is linear around every input: the winner's logit is the sum over pixels of pixel times
    // gradient, plus what the biases give ("gradient x input", Shrikumar et al. 2016; exact here). The gradient is the
    // winner's last row, sent back through the layers wherever a unit was on.
    nn::NamedTensors further_outputs(const torch::Tensor& images, const nn::NamedTensors& outputs) override {
        const torch::Tensor& h1 = nn::named(outputs, "hidden_1");
        const torch::Tensor& h2 = nn::named(outputs, "hidden_2");
        const auto on = [](const torch::Tensor& h) { return h.gt(0).to(h.scalar_type()); };
        const auto winner = nn::named(outputs, "logits").slice(1, 0, digit_count).argmax(1);
        const auto row = last_->weight().index_select(0, winner);
        const auto to_h1 = torch::matmul(row * on(h2), second_->weight()) * on(h1);
        const auto to_pixels = torch::matmul(to_h1, first_->weight()) * images.flatten(1);
        return {{"winner_contributions", row * h2}, {"pixel_contributions", to_pixels.view({-1, 1, side, side})}};
    }

    void write_further(nn::GraphWeights& weights, const NamedValues& values) const override {
        auto& graph = weights.graph();
        const auto& h1 = nn::named(values, "hidden_1");
        const auto& h2 = nn::named(values, "hidden_2");
        const auto winner = graph.arg_max(graph.slice(nn::named(values, "logits"), 1, 0, digit_count), 1);
        const auto row = graph.gather(weights.at("last.weight"), winner, 0);
        graph.output("winner_contributions", graph.mul(row, h2),
                     "what each unit of the second hidden layer adds to the winning digit's logit");
        const auto zero = graph.scalar(0);
        const auto on = [&](const onnx_writer::Value& h) {
            return graph.cast(graph.greater(h, zero), onnx_writer::DType::float32);
        };
        const auto to_h2 = graph.mul(row, on(h2));
        const auto to_h1 = graph.mul(graph.matmul(to_h2, weights.at("second.weight")), on(h1));
        const auto to_pixels = graph.mul(graph.matmul(to_h1, weights.at("first.weight")), nn::named(values, "flat"));
        graph.output("pixel_contributions", graph.reshape(to_pixels, {onnx_writer::dynamic("N"), 1, side, side}),
                     "what each pixel adds to the winning digit's logit");
    }

 private:
    std::shared_ptr<nn::Hidden> first_;
    std::shared_ptr<nn::Hidden> second_;
    std::shared_ptr<nn::Linear> last_;
};

}  // namespace

std::shared_ptr<nn::LayeredNetwork> digits_mlp_network() { return std::make_shared<DigitsMlp>(); }

std::unique_ptr<Recipe> digits_mlp() {
    return std::make_unique<DigitsRecipe>(DigitsSettings{.id = "digits_mlp",
                                                         .name = "Digits, multilayer perceptron",
                                                         .source = "training/recipes/digits/digits_mlp.cpp",
                                                         .epochs = 80,
                                                         .batch_size = 128,
                                                         .learning_rate = 2e-3,
                                                         .weight_decay = 1e-2,
                                                         .network = &digits_mlp_network});
}

}  // namespace mllab::recipes
