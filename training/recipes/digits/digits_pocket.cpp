// Recipe digits_pocket: so few weights that all of them can be looked at. Six 3x3 convolutions in three resolutions,
// the mean of each of the last maps, and one linear layer; taught by the large convolutional network.

#include <array>
#include <utility>
#include <vector>

#include "training/recipes/digits/digits_recipe.hpp"
#include "training/recipes/digits/networks.hpp"
#include "training/recipes/digits/recipes.hpp"

namespace mllab::recipes {

namespace {

using onnx_writer::Storage;

struct Plan {
    std::int64_t in, out;
    bool pool;  // 2x2 maximum behind it
};
// Each layer sees the whole digit a little more; the last one's cells see all of it.
constexpr std::array<Plan, 6> plan{
    {{1, 8, false}, {8, 8, true}, {8, 12, false}, {12, 12, true}, {12, 16, false}, {16, 20, false}}};
constexpr std::int64_t classes = 11;

class DigitsPocket final : public nn::LayeredNetwork {
 public:
    DigitsPocket()
        : LayeredNetwork({.input_meaning = "one digit, ink 1 on paper 0, laid in the frame of the preprocessing",
                          .input = {1, 28, 28},
                          .summary = "Six 3×3 convolutions with ReLU on 28×28, 14×14 and 7×7 pixels, the mean of each "
                                     "of the last 20 maps, then one linear layer.",
                          .weights_stored_as = Storage::float16().name(),
                          .shows_weights = true}) {
        for (std::size_t i = 0; i < plan.size(); ++i) {
            const std::string number = std::to_string(i + 1);
            add("conv" + number, std::make_shared<nn::Convolution>(plan[i].in, plan[i].out, nn::ConvPlan{}));
            output("features_" + number, "feature maps of convolution " + number + ", after ReLU");
            if (plan[i].pool) add("pool" + number, std::make_shared<nn::Pooling>(nn::Pooling::Kind::maximum, 2));
        }
        add("mean", std::make_shared<nn::MeanOfMaps>());
        add("last", std::make_shared<nn::Linear>(plan.back().out, classes, Storage::float16()));
        output("logits", "ten digits and “no digit”, before softmax");
    }
};

}  // namespace

std::shared_ptr<nn::LayeredNetwork> digits_pocket_network() { return std::make_shared<DigitsPocket>(); }

std::unique_ptr<Recipe> digits_pocket() {
    return std::make_unique<DigitsRecipe>(DigitsSettings{.id = "digits_pocket",
                                                         .name = "Digits, pocket network",
                                                         .source = "training/recipes/digits/digits_pocket.cpp",
                                                         .epochs = 30,
                                                         .batch_size = 128,
                                                         .learning_rate = 1e-2,
                                                         .weight_decay = 2e-3,
                                                         .network = &digits_pocket_network,
                                                         .teacher = "digits_cnn"});
}

}  // namespace mllab::recipes
