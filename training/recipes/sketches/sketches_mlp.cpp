// Recipe sketches_mlp: hidden layers over the drawing at half its resolution, taught by the convolutional network.

#include <array>

#include "training/recipes/sketches/recipes.hpp"
#include "training/recipes/sketches/sketches_recipe.hpp"

namespace mllab::recipes {

namespace {

using onnx_writer::Storage;

// The teacher's frame, so that both see the same drawings; the first thing that the network does is to halve it.
constexpr std::int64_t halved = 20;
constexpr std::array<std::int64_t, 2> hidden{1024, 704};
constexpr double dropout = 0.1;
constexpr auto storage = Storage::int8_per_channel();

class SketchesMlp final : public nn::LayeredNetwork {
 public:
    explicit SketchesMlp(std::int64_t categories)
        : LayeredNetwork({.input_meaning = "a drawing, ink 1 on paper 0, laid in the frame of the preprocessing",
                          .input = {1, 2 * halved, 2 * halved},
                          .summary = "The drawing at 20×20 grey values, two hidden layers of 1,024 and 704 ReLU units, "
                                     "one linear layer.",
                          .weights_stored_as = storage.name()}) {
        add("halve", std::make_shared<nn::Pooling>(nn::Pooling::Kind::mean, 2));
        add("flat", std::make_shared<nn::Flatten>());
        std::int64_t width = halved * halved;
        for (std::size_t i = 0; i < hidden.size(); ++i) {
            const std::string number = std::to_string(i + 1);
            add("hidden" + number, std::make_shared<nn::Hidden>(width, hidden[i], storage));
            output("hidden_" + number, "activations of hidden layer " + number);
            add("drop" + number, std::make_shared<nn::Dropout>(dropout));
            width = hidden[i];
        }
        add("last", std::make_shared<nn::Linear>(width, categories, storage));
        output("logits", "one number a category, before softmax");
    }
};

std::shared_ptr<nn::LayeredNetwork> network(std::int64_t categories) {
    return std::make_shared<SketchesMlp>(categories);
}

}  // namespace

SketchesSettings sketches_mlp_settings() {
    return {.id = "sketches_mlp",
            .name = "Sketches, multilayer perceptron",
            .source = "training/recipes/sketches/sketches_mlp.cpp",
            .frame = sketches_cnn_settings().frame,
            .epochs = 20,
            .samples_per_category = 300,
            .batch_size = 256,
            .learning_rate = 3e-3,
            .weight_decay = 1e-2,
            .teacher = &sketches_cnn_settings,
            .teachers_share = 0.9,
            .network = &network};
}

std::unique_ptr<Recipe> sketches_mlp() { return std::make_unique<SketchesRecipe>(sketches_mlp_settings()); }

}  // namespace mllab::recipes
