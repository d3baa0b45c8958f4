// Recipe digits_cnn: six 3x3 convolutions in three resolutions, then one linear layer over the pooled maps.

#include <array>

#include "training/recipes/digits/digits_recipe.hpp"
#include "training/recipes/digits/networks.hpp"
#include "training/recipes/digits/recipes.hpp"

namespace mllab::recipes {

namespace {

using onnx_writer::Storage;

struct Plan {
    std::int64_t in, out, stride;
    bool pool;  // 2x2 maximum behind it
};
// The second layer strides instead of pooling, so that most of the work happens on 14 x 14.
constexpr std::array<Plan, 6> plan{{{1, 12, 1, false},
                                    {12, 24, 2, false},
                                    {24, 32, 1, false},
                                    {32, 32, 1, true},
                                    {32, 64, 1, false},
                                    {64, 64, 1, true}}};
constexpr std::int64_t last_side = 3;  // 7 x 7 pooled
constexpr std::int64_t classes = 11;

class DigitsCnn final : public nn::LayeredNetwork {
 public:
    DigitsCnn()
        : LayeredNetwork({.input_meaning = "one digit, ink 1 on paper 0, laid in the frame of the preprocessing",
                          .input = {1, 28, 28},
                          .summary = "Six 3×3 convolutions with ReLU on 28×28, 14×14 and 7×7 pixels, pooled to 3×3, "
                                     "then one linear layer.",
                          .weights_stored_as = Storage::float16().name()}) {
        for (std::size_t i = 0; i < plan.size(); ++i) {
            const std::string number = std::to_string(i + 1);
            add("conv" + number,
                std::make_shared<nn::Convolution>(plan[i].in, plan[i].out, nn::ConvPlan{.stride = plan[i].stride}));
            output("features_" + number, "feature maps of convolution " + number + ", after ReLU");
            if (plan[i].pool) add("pool" + number, std::make_shared<nn::Pooling>(nn::Pooling::Kind::maximum, 2));
        }
        add("drop", std::make_shared<nn::Dropout>(0.2));
        add("last", std::make_shared<nn::Linear>(plan.back().out * last_side * last_side, classes, Storage::float16()));
        output("logits", "ten digits and “no digit”, before softmax");
    }
};

}  // namespace

std::shared_ptr<nn::LayeredNetwork> digits_cnn_network() { return std::make_shared<DigitsCnn>(); }

std::unique_ptr<Recipe> digits_cnn() {
    return std::make_unique<DigitsRecipe>(DigitsSettings{.id = "digits_cnn",
                                                         .name = "Digits, convolutional network",
                                                         .source = "training/recipes/digits/digits_cnn.cpp",
                                                         .epochs = 36,
                                                         .batch_size = 128,
                                                         .learning_rate = 3e-3,
                                                         .weight_decay = 1e-2,
                                                         .network = &digits_cnn_network});
}

}  // namespace mllab::recipes
