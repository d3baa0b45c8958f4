// Recipe sketches_cnn: convolutions and residual blocks in three resolutions over a picture of the drawing. It learns
// in two cycles of the learning rate: from the labels, and then, grown by two blocks, from what it said before, too.

#include <array>

#include "training/recipes/sketches/recipes.hpp"
#include "training/recipes/sketches/sketches_recipe.hpp"

namespace mllab::recipes {

namespace {

using onnx_writer::Storage;

constexpr ink::InkFrame frame{.size_px = 40, .ink_box_px = 36, .pen_width_px = 2.5F};

// A stage changes the resolution by a convolution of stride 2 and then works in it.
struct StagePlan {
    std::int64_t in, out;
    bool extra;           // one more convolution
    int residual_blocks;  // in the first cycle; in the second one more where there are any
};
constexpr std::array<StagePlan, 3> plan{{{1, 32, true, 0}, {32, 64, false, 1}, {64, 128, false, 1}}};
constexpr std::int64_t head = 320;  // channels of the last maps, pooled to one number each
constexpr double dropout = 0.2;

constexpr auto storage = Storage::int8_per_channel();

class SketchesCnn final : public nn::LayeredNetwork {
 public:
    SketchesCnn(std::int64_t categories, bool grown)
        : LayeredNetwork({.input_meaning = "a drawing, ink 1 on paper 0, laid in the frame of the preprocessing",
                          .input = {1, frame.size_px, frame.size_px},
                          .summary = "3×3 convolutions and residual blocks with squeeze and excitation on 20×20, 10×10 "
                                     "and 5×5 pixels; the mean of each of the last maps; one linear layer.",
                          .weights_stored_as = storage.name()}) {
        for (std::size_t i = 0; i < plan.size(); ++i) {
            const StagePlan& p = plan[i];
            const std::string number = std::to_string(i + 1);
            const std::string stage = "stage" + number;
            const auto convolution = [&](const char* name, std::int64_t in, std::int64_t stride) {
                add(stage + name,
                    std::make_shared<nn::Convolution>(in, p.out, nn::ConvPlan{.stride = stride, .storage = storage}));
            };
            convolution(".conv1", p.in, 2);
            if (p.extra) convolution(".conv2", p.out, 1);
            const int blocks = p.residual_blocks + (grown && p.residual_blocks > 0 ? 1 : 0);
            for (int block = 1; block <= blocks; ++block)
                add(stage + ".block" + std::to_string(block), std::make_shared<nn::Residual>(p.out, storage));
            output("features_" + number, "feature maps of stage " + number + ", after ReLU");
        }
        add("widen",
            std::make_shared<nn::Convolution>(plan.back().out, head, nn::ConvPlan{.kernel = 1, .storage = storage}));
        add("mean", std::make_shared<nn::MeanOfMaps>());
        add("drop", std::make_shared<nn::Dropout>(dropout));
        add("last", std::make_shared<nn::Linear>(head, categories, storage));
        output("logits", "one number a category, before softmax");
    }
};

template <bool grown>
std::shared_ptr<nn::LayeredNetwork> network(std::int64_t categories) {
    return std::make_shared<SketchesCnn>(categories, grown);
}

SketchesSettings first_cycle() {
    return {.id = "sketches_cnn_first",
            .name = "Sketches, convolutional network, first cycle",
            .source = "training/recipes/sketches/sketches_cnn.cpp",
            .frame = frame,
            .epochs = 40,
            .samples_per_category = 300,
            .batch_size = 128,
            .learning_rate = 3e-3,
            .weight_decay = 2e-2,
            .label_smoothing = 0.1,
            .network = &network<false>};
}

}  // namespace

SketchesSettings sketches_cnn_settings() {
    SketchesSettings settings = first_cycle();
    settings.id = "sketches_cnn";
    settings.name = "Sketches, convolutional network";
    settings.epochs = 22;
    settings.learning_rate = 2e-3;
    settings.teacher = &first_cycle;
    settings.teachers_share = 0.5;
    settings.grows = true;
    settings.network = &network<true>;
    return settings;
}

std::unique_ptr<Recipe> sketches_cnn() { return std::make_unique<SketchesRecipe>(sketches_cnn_settings()); }

}  // namespace mllab::recipes
